#!/usr/bin/env bash
# A county's year with vouchers: 1,000 issued from two funds, used, settled, a fraud clawed back.
#
# usage: examples/county.sh TOOL FOLDER [VOUCHERS]    leaves FOLDER/county.ledger
set -euo pipefail
tool=$(realpath "${1:?usage: examples/county.sh TOOL FOLDER [VOUCHERS]}")
folder=$(realpath "${2:?usage: examples/county.sh TOOL FOLDER [VOUCHERS]}")
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
book=$folder/county.ledger
results=$folder/county.results.jsonl

heading() { printf '\n════ %s / %s\n\n' "$1" "$2"; }

heading "培训券账本：一县一年" "The voucher ledger: a county's year"
rm -f "$book" "$book-wal"
"$tool" ledger init "$book" --origin demo.example/county --hash sm3
# One command is refused on purpose: a voucher presented for the second time. That is exit code 1.
bash "$here/county/commands.sh" "${3:-1000}" >"$folder/county.commands.jsonl"
"$tool" ledger apply "$book" "$folder/county.commands.jsonl" >"$results" || [ $? -eq 1 ]
echo "$(grep -c '"verdict":"accepted"' "$results") 条指令记账 / commands booked;" \
    "$(grep -c '"verdict":"rejected"' "$results") 条拒绝并留痕 / rejected and recorded:"
grep '"verdict":"rejected"' "$results"

heading "试算平衡表（元）" "Trial balance (yuan)"
"$tool" ledger balances "$book"

heading "两张培训券" "Two vouchers"
"$tool" ledger voucher "$book" V-1 --on 2026-12-31
"$tool" ledger voucher "$book" V-9 --on 2026-12-31

heading "核验：全部记录重新执行" "Verified: every record judged again"
"$tool" ledger checkpoint "$book" >"$folder/county.checkpoint.json"
"$tool" ledger verify "$book" --checkpoint "$folder/county.checkpoint.json"

heading "审计程序的结论" "What the auditors' programs say"
"$tool" ledger export "$book" --format journal >"$folder/county.journal"
"$tool" ledger export "$book" --format beancount >"$folder/county.beancount"

# auditor PROGRAM ARGUMENT...: its verdict, if it is there. A refusal hides nothing of what follows.
refusals=0
auditor() {
    local log=$folder/$1.log
    if ! command -v "$1" >/dev/null; then
        echo "$1: 未安装 / not installed"
    elif "$@" >/dev/null 2>"$log"; then
        echo "$1: 通过 / accepts the books"
    else
        echo "$1: 不通过 / REFUSES the books; see $log, which begins:"
        head -n 3 "$log"
        refusals=$((refusals + 1))
    fi
}
auditor ledger -f "$folder/county.journal" --pedantic --explicit balance
# hledger takes its time over thousands of declared accounts; balances and assertions are what count.
auditor hledger -f "$folder/county.journal" check balancednoautoconversion
auditor bean-check "$folder/county.beancount"
echo
echo "账本文件 / the ledger: $book"
exit $((refusals > 0))
