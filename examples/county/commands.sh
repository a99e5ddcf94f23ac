#!/usr/bin/env bash
# A county's year with vouchers, as commands for `bajigong ledger apply`, one a line.
#
# usage: commands.sh [VOUCHERS]    default 1000
#
# Two funds pay 60 to 40. Of every ten vouchers nine are used: eight at institution A, one at B. B
# made up its trainees: in May its claims are clawed back, most are collected, the rest is written
# off. What was never used lapses, and the year ends.
set -euo pipefail
vouchers=${1:-1000}

# Persons are digests that the county salted; here they only count up.
awk -v n="$vouchers" '
function hex(k) { return sprintf("%064x", k) }
function say(kind, id, day, rest) {
    # Booked a second apart, so that time goes forward within a day.
    second[day]++
    printf "{\"do\":\"%s\",\"id\":\"%s\",\"at\":\"%sT%02d:%02d:%02d+08:00\",\"by\":\"clerk-7\"%s}\n",
           kind, id, day, 8 + int(second[day] / 3600), int(second[day] / 60) % 60, second[day] % 60, rest
}
function text(key, value) { return ",\"" key "\":\"" value "\"" }
function fund_line(k, year) {
    return text("fund", k == 1 ? "就业补助资金" : "失业保险基金") ",\"year\":" year text("line", k == 1 ? "培训补贴" : "技能提升")
}
function claims(first, last, step, skip,   i, out) {
    for (i = first; i <= last; i += step) {
        if (skip && i % 10 == 9) continue
        out = out (out == "" ? "" : ",") "{\"claim\":\"C-" i "\",\"amount\":\"all\"}"
    }
    return out
}
function settle(batch, day, institution, list) {
    say("settle", "settle-" batch, day, text("batch", batch) text("digest", hex(batch_no++)) \
        ",\"payments\":[{\"payment\":\"" batch "-1\",\"institution\":\"" institution "\",\"claims\":[" list "]}]")
}
BEGIN {
    face = 1200
    for (k = 1; k <= 2; k++) {
        say("appropriate", "budget-" k, "2026-01-05", fund_line(k, 2026) text("amount", n * face * (k == 1 ? 6 : 4) / 10 + 5000) text("document", "2026年预算批复"))
    }
    say("scheme", "scheme-1", "2026-01-06", text("scheme", "面值券2026") text("document", "培训券办法") \
        text("encumber", "issue") text("cap", "1200") text("valid", "P3M") ",\"hold_days\":60,\"late_days\":3,\"single_use\":true" \
        ",\"count\":" n ",\"shares\":[{" substr(fund_line(1, 2026), 2) ",\"share\":60},{" substr(fund_line(2, 2026), 2) ",\"share\":40}]")
    for (k = 1; k <= 2; k++) {
        say("institution", "admit-" k, "2026-01-07", text("institution", k == 1 ? "A" : "B") text("document", "定点名单") \
            ",\"schemes\":[\"面值券2026\"]" text("from", "2026-01-01") text("until", "2026-12-31"))
    }
    for (i = 0; i < n; i++) say("issue", "issue-" i, "2026-03-02", text("voucher", "V-" i) text("scheme", "面值券2026") text("person", hex(i + 1)) text("amount", "1200"))
    for (i = 0; i < n; i++) if (i % 10 != 0) {
        say("hold", "hold-" i, "2026-03-09", text("hold", "H-" i) text("voucher", "V-" i) text("institution", i % 10 == 9 ? "B" : "A") text("amount", "all") text("course", "焊工五级"))
    }
    # A course of a month; fees differ, what is left of a voucher of single use goes home.
    for (i = 0; i < n; i++) if (i % 10 != 0) {
        say("capture", "capture-" i, "2026-04-10", text("claim", "C-" i) text("hold", "H-" i) text("amount", (i % 3 == 0) ? "999.99" : "all") ",\"final\":true,\"evidence\":[\"" hex(1000000 + i) "\"]")
    }
    # One batch for the honest claims of the first half, one for B; the bank returns the first try.
    half = int(n / 2)
    list = ""
    for (i = 0; i < half; i++) if (i % 10 != 0 && i % 10 != 9) list = list (list == "" ? "" : ",") "{\"claim\":\"C-" i "\",\"amount\":\"all\"}"
    settle("2026-04-A", "2026-04-20", "A", list)
    list = ""
    for (i = 9; i < n; i += 10) list = list (list == "" ? "" : ",") "{\"claim\":\"C-" i "\",\"amount\":\"all\"}"
    settle("2026-04-B", "2026-04-20", "B", list)
    say("reject", "bank-1", "2026-04-22", text("payment", "2026-04-A-1") text("reference", "退汇0001"))
    list = ""
    for (i = 0; i < half; i++) if (i % 10 != 0 && i % 10 != 9) list = list (list == "" ? "" : ",") "{\"claim\":\"C-" i "\",\"amount\":\"all\"}"
    settle("2026-04-A2", "2026-04-23", "A", list)
    say("confirm", "bank-2", "2026-04-24", text("payment", "2026-04-A2-1") text("reference", "回单0002"))
    say("confirm", "bank-3", "2026-04-24", text("payment", "2026-04-B-1") text("reference", "回单0003"))
    for (k = 1; k <= 2; k++) {
        say("close", "close-" k, "2026-05-06", text("fund", k == 1 ? "就业补助资金" : "失业保险基金") text("period", "2026-04") text("document", "月结"))
    }
    # The fraud: B is frozen, every claim of it established as owed.
    say("freeze", "freeze-B", "2026-05-11", text("institution", "B") text("document", "追回决定1号"))
    for (i = 9; i < n; i += 10) say("clawback", "claw-" i, "2026-05-12", text("clawback", "K-" i) text("claim", "C-" i) text("amount", "all") text("document", "追回决定1号"))
    # A new holder asks where another holds the voucher already: refused, and recorded so.
    say("hold", "again-1", "2026-05-12", text("hold", "H-again") text("voucher", "V-1") text("institution", "A") text("amount", "all"))
    for (i = 9; i < n; i += 10) {
        if (i % 4 != 3) say("collect", "collect-" i, "2026-05-20", text("clawback", "K-" i) text("amount", "all") text("reference", "追回回单" i))
        else say("write_off", "lost-" i, "2026-11-30", text("clawback", "K-" i) text("amount", "all") text("document", "核销批复"))
    }
}
' | sort -s -t'"' -k12,12
echo '{"do":"sweep","id":"sweep-1","at":"2026-12-01T09:00:00+08:00","by":"clerk-7","limit":100000}'
for k in 就业补助资金:培训补贴 失业保险基金:技能提升; do
    echo '{"do":"lapse","id":"lapse-'"${k%%:*}"'","at":"2026-12-31T17:00:00+08:00","by":"clerk-7","fund":"'"${k%%:*}"'","year":2026,"line":"'"${k##*:}"'","amount":"all","document":"年终结转"}'
done
