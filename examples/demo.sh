#!/usr/bin/env bash
# Decides real cases under the shipped rulebooks and prints them as a clerk would want to read them.
#
# usage: examples/demo.sh TOOL [zh|en]    TOOL is the built `bajigong` command
set -euo pipefail

tool=$(realpath "${1:?usage: examples/demo.sh TOOL [zh|en]}")
lang=${2:-zh}
cd "$(dirname "${BASH_SOURCE[0]}")/.."

# block NUMBER 中文 ENGLISH ARGUMENT...: a heading in both languages, then the decision.
block() {
    printf '\n════ %s. %s / %s\n\n' "$1" "$2" "$3"
    shift 3
    "$tool" decide --rulebooks policies --lang "$lang" "$@"
}

echo "八级工演示：以下均为按真实规定判定的案例，当事人为虚构。"
echo "Bajigong demo: real rules, invented people. '$0 TOOL en' prints the decisions in English."

block 1 "准予补贴，金额确定" "Granted, with its amount" \
    --rule skill_upgrading --on 2023-07-03 examples/demo/shanghai_in_post.json

block 2 "不予补贴，指明未满足的条件和条款" "Refused, with the failing clause and its source" \
    --rule insured_worker_skill_upgrading --on 2023-09-01 examples/demo/chongqing_between_jobs.json

block 3 "缺少一项事实，无法确定" "Undetermined: a fact is missing" \
    --rule skill_upgrading --on 2023-07-03 examples/demo/shanghai_register_not_asked.json

block 4 "文件没有写明，无法确定，列出每种理解的结果" \
    "Undetermined: the text leaves a question open; what each answer gives" \
    --rule ui_skill_upgrading --on 2019-03-10 examples/demo/national_corresponding_day.json

block 5 "同一案例，选定一种理解" "The same case, with one answer chosen" \
    --rule ui_skill_upgrading --on 2019-03-10 --reading last_day=counts \
    examples/demo/national_corresponding_day.json

block 6 "符合条件，金额待后续文件确定" "Eligible, the amount left to a later document" \
    --rule one_exam_two_certificates --on 2024-05-10 \
    --given examples/demo/zhejiang_pilot_enterprises.json examples/demo/zhejiang_student.json

block 7 "申报三级/高级工：可走的途径" "Declaring for grade 3: the paths that are open" \
    --rule declare_senior --on 2024-06-01 examples/demo/declare_senior_welder.json
