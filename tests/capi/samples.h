/* Cases of policies/shanghai/skill_upgrading.cases.json, which gives the expected values and where
 * they come from. */
#ifndef SAMPLES_H
#define SAMPLES_H

/* "in post, senior, 2023": 2500 yuan x 80 %, eligible for 2000.00. */
#define IN_POST(household, register_)                                                            \
    "{\"application.on\": \"2023-07-03\","                                                       \
    " \"person\": {\"of_working_age\": true, \"household_place\": \"" household "\"},"            \
    " \"certificate\": {\"kind\": \"level_certificate\", \"route\": \"assessed\","                \
    "  \"occupation\": \"\xe7\x94\xb5\xe5\xb7\xa5\", \"level\": \"senior\","                      \
    "  \"issued_on\": \"2023-05-18\", \"body_filed_in\": \"310000\"" register_ "},"               \
    " \"employment\": [{\"from\": \"2019-04-01\", \"until\": \"never\", \"enterprise\": true,"    \
    "  \"insured\": true, \"registered_in\": \"310115\", \"place\": \"310115\"}],"                \
    " \"statuses\": [], \"school.kind\": \"no_school\", \"subsidies\": []}"
#define REGISTERED ", \"in_local_register\": true"
#define GRANTED IN_POST("310115", REGISTERED)
/* "the register was not asked": undetermined because of that fact. */
#define NOT_ASKED IN_POST("310115", "")
#define ASKED "{\"rule\": \"skill_upgrading\", \"as_of\": \"2023-07-03\"}"
/* Of the same case on 2024-05-18 the reading last_day is open. */
#define ON_LAST_DAY                                                                              \
    "{\"application.on\": \"2024-05-18\","                                                       \
    " \"person\": {\"of_working_age\": true, \"household_place\": \"310115\"},"                   \
    " \"certificate\": {\"kind\": \"level_certificate\", \"route\": \"assessed\","                \
    "  \"occupation\": \"\xe7\x94\xb5\xe5\xb7\xa5\", \"level\": \"senior\","                      \
    "  \"issued_on\": \"2023-05-18\", \"body_filed_in\": \"310000\", \"in_local_register\": true},"\
    " \"employment\": [{\"from\": \"2019-04-01\", \"until\": \"never\", \"enterprise\": true,"    \
    "  \"insured\": true, \"registered_in\": \"310115\", \"place\": \"310115\"}],"                \
    " \"statuses\": [], \"school.kind\": \"no_school\", \"subsidies\": []}"
/* "unemployed, household elsewhere": refused by the clause `who`. */
#define REFUSED_CASE                                                                             \
    "{\"application.on\": \"2023-07-03\","                                                       \
    " \"person\": {\"of_working_age\": true, \"household_place\": \"340100\"},"                   \
    " \"certificate\": {\"kind\": \"level_certificate\", \"route\": \"assessed\","                \
    "  \"occupation\": \"\xe7\x94\xb5\xe5\xb7\xa5\", \"level\": \"senior\","                      \
    "  \"issued_on\": \"2023-05-18\", \"body_filed_in\": \"310000\", \"in_local_register\": true},"\
    " \"employment\": [], \"statuses\": [{\"status\": \"unemployed\", \"from\": \"2023-01-01\","  \
    "  \"until\": \"never\"}], \"school.kind\": \"no_school\", \"subsidies\": []}"

#endif /* SAMPLES_H */
