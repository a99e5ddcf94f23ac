/* The ladder (人社部发〔2022〕14号) and identifiers; sample numbers as in tests/ladder. */
#include <string.h>

#include "check.h"

void test_ladder(void) {
    int32_t rung;
    CHECK(bjg_rung_parse(LIT("高级工")) == 3);
    CHECK(bjg_rung_parse(LIT("三级/高级工")) == 3);
    CHECK(bjg_rung_parse(LIT("senior_technician")) == 5);
    CHECK(bjg_rung_parse(LIT("首席技师")) == 7);
    CHECK(bjg_rung_parse(LIT("3")) == -1); /* a rung, or a national grade? */
    CHECK(bjg_rung_parse(NULL, 0) == -1);
    CHECK(bjg_rung_parse(NULL, 3) == -1);
    CHECK(bjg_rung_parse(LIT("\xff")) == -1);
    CHECK_TEXT(bjg_rung_id(5), "senior_technician");
    CHECK_TEXT(bjg_rung_name(5, BJG_ZH), "高级技师");
    CHECK_TEXT(bjg_rung_official_name(5), "一级/高级技师");
    CHECK_TEXT(bjg_rung_official_name(7), "首席技师");
    for (rung = 0; rung <= 7; ++rung) {
        /* Every name that is given is one that is read. */
        CHECK(bjg_rung_parse(STR(bjg_rung_id(rung))) == rung);
        CHECK(bjg_rung_parse(STR(bjg_rung_name(rung, BJG_ZH))) == rung);
        CHECK(bjg_rung_parse(STR(bjg_rung_name(rung, BJG_EN))) == rung);
        CHECK(bjg_rung_parse(STR(bjg_rung_official_name(rung))) == rung);
        CHECK(bjg_rung_is_highly_skilled(rung) == (rung >= 3));
        CHECK(bjg_rung_grade(rung) == (rung >= 1 && rung <= 5 ? 6 - rung : 0));
        if (bjg_rung_grade(rung) != 0) CHECK(bjg_rung_of_grade(bjg_rung_grade(rung)) == rung);
    }
    CHECK(bjg_rung_of_grade(0) == -1 && bjg_rung_of_grade(6) == -1 && bjg_rung_of_grade(-1) == -1);
    CHECK(bjg_rung_id(8) == NULL && bjg_rung_id(-1) == NULL);
    CHECK(bjg_rung_name(8, BJG_EN) == NULL && bjg_rung_official_name(-1) == NULL);
    CHECK(bjg_rung_grade(8) == 0 && bjg_rung_is_highly_skilled(8) == -1);
}

void test_identifiers(void) {
    bjg_error* err = NULL;
    bjg_buffer* out = NULL;
    /* GB 11643-1999, appendix. */
    OK(bjg_identifier_parse(BJG_ID_CITIZEN, LIT("11010519491231002X"), &out, &err));
    GIVES(out, "{\"region\":\"110105\",\"born_on\":\"1949-12-31\",\"male\":false}");
    OK(bjg_identifier_parse(BJG_ID_CREDIT_CODE, LIT("91350100M000100Y43"), &out, &err));
    GIVES(out,
          "{\"department\":\"9\",\"kind\":\"1\",\"region\":\"350100\",\"organisation\":\"M000100Y4\"}");
    OK(bjg_identifier_parse(BJG_ID_REGION, LIT("500118"), &out, &err));
    GIVES(out, "{\"province\":\"50\",\"city\":\"01\",\"county\":\"18\"}");
    OK(bjg_identifier_parse(BJG_ID_OCCUPATION, LIT("6-18-02-04"), &out, &err));
    GIVES(out, "{\"major\":6,\"middle\":18,\"minor\":2,\"detail\":4}");
    OK(bjg_identifier_parse(BJG_ID_CERTIFICATE, LIT("Y000123000001195000001"), &out, &err));
    GIVES(out,
          "{\"by_employer\":true,\"body\":\"0001\",\"province\":\"23\",\"site\":\"000001\","
          "\"year_in_century\":19,\"rung\":\"junior\",\"serial\":\"000001\"}");
    OK(bjg_identifier_parse(BJG_ID_QUALIFICATION, LIT("0950012123300042"), &out, &err));
    GIVES(out,
          "{\"year_in_century\":9,\"province\":\"50\",\"city\":\"01\",\"body_kind\":2,"
          "\"body\":\"123\",\"rung\":\"senior\",\"serial\":\"00042\"}");

    /* The character at fault, never the value. */
    CHECK(bjg_identifier_parse(BJG_ID_CITIZEN, LIT("110105194912310021"), &out, &err) == BJG_E_INPUT);
    CHECK_TEXT(bjg_error_code(err, 0, NULL), "V014");
    CHECK(bjg_error_column(err, 0) == 18);
    CHECK(strstr(bjg_error_message(err, 0, BJG_EN, NULL), "1949") == NULL);
    bjg_error_free(err);
    err = NULL;
    REFUSED(bjg_identifier_parse(BJG_ID_REGION, NULL, 0, &out, &err), BJG_E_INPUT, "V030");
    REFUSED(bjg_identifier_parse(6, LIT("500118"), &out, &err), BJG_E_ARGUMENT, "A006");
    REFUSED(bjg_identifier_parse(-1, LIT("500118"), &out, &err), BJG_E_ARGUMENT, "A006");
    CHECK(out == NULL);
}
