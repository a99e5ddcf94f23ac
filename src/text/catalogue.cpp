// The catalogue itself: one table, a section for each letter, one entry for each code.
//
// A code keeps its meaning for good: a message may be reworded, a retired code is not used again.
#include "text/catalogue.hpp"

namespace bajigong::text {
namespace {

// clang-format off
constexpr Message kMessages[] = {
    // J: files and JSON.
    {"J001", "cannot read the file: {0}",
             "无法读取文件：{0}"},
    {"J002", "larger than the {0} bytes allowed",
             "超过允许的 {0} 字节"},
    {"J003", "not UTF-8 at byte {0}",
             "第 {0} 字节处不是 UTF-8 编码"},
    {"J004", "the text ends too early; expected {0}",
             "文本过早结束，此处应为{0}"},
    {"J005", "found {0}; expected {1}",
             "此处是{0}，应为{1}"},
    {"J006", "found the mark '{0}'; JSON takes '{1}'",
             "此处是标点“{0}”，JSON 只接受半角的 {1}"},
    {"J007", "a comma with nothing between it and {0}",
             "逗号与 {0} 之间没有内容，多写了一个逗号"},
    {"J008", "a string that begins here has no closing quote",
             "此处开始的字符串缺少右引号"},
    {"J009", "a line break or control character in a string; close the quote, or write \\n or \\t",
             "字符串中有换行或控制字符：请补上引号，或写作 \\n、\\t"},
    {"J010", "an escape that JSON does not know; a backslash is written \\\\",
             "JSON 没有这种转义；反斜杠应写作 \\\\"},
    {"J011", "an unfinished number; expected a digit",
             "数字不完整，此处应为数码"},
    {"J012", "a number out of range",
             "数字超出范围"},
    {"J013", "comments are not allowed here",
             "此处不允许注释"},
    {"J014", "a comment that is not closed, or no comment: expected //, or /* and */",
             "注释没有结束或写法有误：应为 //，或 /* 与 */"},
    {"J015", "nested deeper than the {0} levels allowed",
             "嵌套超过允许的 {0} 层"},
    {"J016", "more than the {0} values allowed",
             "超过允许的 {0} 个值"},
    {"J017", "the key {0} stands twice in one object",
             "同一对象中键 {0} 重复"},
    {"J018", "a key that is no name stands twice in one object",
             "同一对象中有重复的键（该键不是名称，不予显示）"},
    {"J019", "a NUL character",
             "含有 NUL 字符"},
    {"J020", "expected {0}, found {1}",
             "应为{0}，实际为{1}"},
    {"J021", "no member is named {0} here; did you mean {1}?",
             "此处没有名为 {0} 的成员，是否为 {1}？"},
    {"J022", "no member is named {0} here",
             "此处没有名为 {0} 的成员"},
    {"J023", "a key here is no name that is known",
             "此处有一个不是已知名称的键（不予显示）"},
    {"J024", "the member {0} is missing",
             "缺少成员 {0}"},

    // V: values and identifiers. {0} of an identifier is the character, from 1, where the fault shows.
    {"V001", "not a day: expected YYYY-MM-DD, and a day that exists",
             "不是日期：应为 YYYY-MM-DD 且该日存在"},
    {"V002", "not a period: expected years, months and days such as P1Y6M or P30D",
             "不是期间：应为年、月、日，如 P1Y6M、P30D"},
    {"V003", "not an amount in yuan: expected digits with at most two decimals",
             "不是以元计的金额：应为数字，至多两位小数"},
    {"V004", "not a ratio: expected 13/10, 80% or 0.8",
             "不是比例：应为 13/10、80% 或 0.8 的形式"},
    {"V005", "names no rung; a bare digit is refused, as it may be a rung or a national grade",
             "不是职业技能等级名称；单独的数字可指序位或国家级别，不予接受"},
    {"V010", "a citizen number has 18 characters",
             "公民身份号码应为 18 位"},
    {"V011", "character {0} of the citizen number must be a digit",
             "公民身份号码第 {0} 位应为数字"},
    {"V012", "the citizen number's first two digits are no province code",
             "公民身份号码前两位不是省级代码"},
    {"V013", "the citizen number holds a birth date that does not exist",
             "公民身份号码中的出生日期不存在"},
    {"V014", "the citizen number's check character is wrong",
             "公民身份号码校验码不符"},
    {"V015", "the citizen number's last character must be a digit or the capital letter X",
             "公民身份号码末位应为数字或大写字母 X"},
    {"V020", "a unified social credit code has 18 characters",
             "统一社会信用代码应为 18 位"},
    {"V021", "character {0} of the credit code must be a digit or a capital letter other than I, O, S, V, Z",
             "统一社会信用代码第 {0} 位应为数字或 I、O、S、V、Z 以外的大写字母"},
    {"V022", "character {0} of the credit code belongs to the region and must be a digit",
             "统一社会信用代码第 {0} 位属行政区划码，应为数字"},
    {"V023", "the credit code's check character is wrong",
             "统一社会信用代码校验码不符"},
    {"V030", "a region code has 6 digits",
             "行政区划代码应为 6 位数字"},
    {"V031", "character {0} of the region code must be a digit",
             "行政区划代码第 {0} 位应为数字"},
    {"V032", "the region code's first two digits are no province code",
             "行政区划代码前两位不是省级代码"},
    {"V040", "an occupation code reads d-dd-dd-dd, 10 characters",
             "职业编码应为 d-dd-dd-dd 形式，共 10 位"},
    {"V041", "character {0} of the occupation code must be a digit",
             "职业编码第 {0} 位应为数字"},
    {"V042", "character {0} of the occupation code must be a hyphen",
             "职业编码第 {0} 位应为连字符 -"},
    {"V043", "the occupation code's first digit must be 1 to 8",
             "职业编码首位（大类）应为 1 至 8"},
    {"V050", "a skill certificate number has 22 characters",
             "职业技能等级证书编号应为 22 位"},
    {"V051", "a skill certificate number begins with Y or S",
             "职业技能等级证书编号首位应为 Y 或 S"},
    {"V052", "character {0} of the skill certificate number must be a digit",
             "职业技能等级证书编号第 {0} 位应为数字"},
    {"V053", "the skill certificate number's grade, character {0}, must be 1 to 5",
             "职业技能等级证书编号第 {0} 位（等级）应为 1 至 5"},
    {"V054", "a second letter, at character {0}: the form for 特级技师, whose rule is not verified, is not read",
             "第 {0} 位又是字母：特级技师证书编号的规则未经核实，不予解析"},
    {"V060", "a qualification certificate number has 16 digits",
             "职业资格证书编号应为 16 位数字"},
    {"V061", "character {0} of the qualification certificate number must be a digit",
             "职业资格证书编号第 {0} 位应为数字"},
    {"V062", "the qualification certificate number's kind of body, character {0}, must be 0 to 4",
             "职业资格证书编号第 {0} 位（鉴定机构类别）应为 0 至 4"},
    {"V063", "the qualification certificate number's grade, character {0}, must be 1 to 5",
             "职业资格证书编号第 {0} 位（等级）应为 1 至 5"},

    // X: expressions.

    // R: rulebooks.

    // L: lint.

    // F: facts.

    // D: decisions.

    // C: worked cases.

    // T: the tool.
};
// clang-format on

constexpr Term kTerms[] = {
    {"null", "空值 null"},
    {"true", "true"},
    {"false", "false"},
    {"true or false", "true 或 false"},
    {"a number", "数"},
    {"a string", "字符串"},
    {"an array", "数组"},
    {"an object", "对象"},
    {"a value", "值"},
    {"a key in quotes", "带引号的键"},
    {"':' after a key", "键后的“:”"},
    {"',' or ']'", "“,”或“]”"},
    {"',' or '}'", "“,”或“}”"},
    {"the end of the text", "文本结尾"},
    {"something that JSON does not know", "JSON 不认识的内容"},
    {"the rest of a word", "词的其余部分"},
    {"not found", "文件不存在"},
    {"not a regular file", "不是普通文件"},
    {"not permitted, or a read error", "没有权限或读取出错"},
};

}  // namespace

std::span<const Message> catalogue() { return kMessages; }

const Message* find_message(std::string_view code) {
    for (const Message& message : kMessages) {
        if (code == message.code) return &message;
    }
    return nullptr;
}

std::span<const Term> terms() { return kTerms; }

}  // namespace bajigong::text
