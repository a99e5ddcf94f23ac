// Short ways to write commands in tests, and a ledger set up to issue vouchers.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "bajigong/ledger.hpp"
#include "bajigong/ledger_log.hpp"
#include "bajigong/ledger_report.hpp"

namespace bajigong::ledger::script {

// 64 hexadecimal digits that stand for a person or a piece of evidence.
inline std::string digest(int number) {
    std::string text = std::to_string(number);
    return std::string(64 - text.size(), '0') + text;
}

// One command: its kind, id, day (booked at 10:00 in China) and the rest of its members as JSON.
inline std::string command(std::string_view kind, std::string_view id, std::string_view day,
                           std::string_view rest) {
    std::string out = "{\"do\":\"";
    out += kind;
    out += "\",\"id\":\"";
    out += id;
    out += "\",\"at\":\"";
    out += day;
    out += "T10:00:00+08:00\",\"by\":\"clerk-1\"";
    if (!rest.empty()) (out += ',') += rest;
    return out += '}';
}

// `text` with ' for ", so that JSON reads well in C++.
inline std::string json(std::string text) {
    for (char& c : text) {
        if (c == '\'') c = '"';
    }
    return text;
}

inline std::string run(std::string_view kind, std::string_view id, std::string_view day,
                       std::string rest) {
    return command(kind, id, day, json(std::move(rest)));
}

// Two funds, 70 to 30; a scheme "s" that encumbers at issue (cap 1,500 yuan, three months, holds of
// 30 days), a scheme "q" that encumbers at enrolment, and an institution "i1" admitted to both.
inline std::vector<std::string> set_up() {
    return {
        run("appropriate", "a1", "2026-01-05",
            "'fund':'f1','year':2026,'line':'l1','amount':'7000.00','document':'d1'"),
        run("appropriate", "a2", "2026-01-05",
            "'fund':'f2','year':2026,'line':'l2','amount':'3000.00','document':'d2'"),
        run("scheme", "s1", "2026-01-05",
            "'scheme':'s','document':'d3','encumber':'issue','cap':'1500.00','valid':'P3M',"
            "'hold_days':30,'shares':[{'fund':'f1','year':2026,'line':'l1','share':7},"
            "{'fund':'f2','year':2026,'line':'l2','share':3}]"),
        run("scheme", "s2", "2026-01-05",
            "'scheme':'q','document':'d3','encumber':'enrolment','cap':'1500.00','valid':'P3M',"
            "'hold_days':30,'over_issue':'2','shares':[{'fund':'f1','year':2026,'line':'l1',"
            "'share':1}]"),
        run("institution", "i1", "2026-01-05",
            "'institution':'i1','document':'d4','schemes':['s','q'],'from':'2026-01-01',"
            "'until':'2026-12-31'"),
    };
}

inline std::string issue(std::string_view voucher, std::string_view day, int person,
                         std::string_view amount = "1000.00", std::string_view scheme = "s") {
    return run("issue", "issue-" + std::string(voucher), day,
               "'voucher':'" + std::string(voucher) + "','scheme':'" + std::string(scheme) +
                   "','person':'" + digest(person) + "','amount':'" + std::string(amount) + "'");
}

inline std::string hold(std::string_view id, std::string_view voucher, std::string_view day,
                        std::string_view amount = "all") {
    return run("hold", "hold-" + std::string(id), day,
               "'hold':'" + std::string(id) + "','voucher':'" + std::string(voucher) +
                   "','institution':'i1','amount':'" + std::string(amount) + "'");
}

inline std::string capture(std::string_view claim, std::string_view hold, std::string_view day,
                           std::string_view amount = "all", bool final = false) {
    return run("capture", "capture-" + std::string(claim), day,
               "'claim':'" + std::string(claim) + "','hold':'" + std::string(hold) +
                   "','amount':'" + std::string(amount) + "','evidence':['" + digest(7) + "']" +
                   (final ? ",'final':true" : ""));
}

inline Ledger fresh(Hash hash = Hash::sha256) {
    Ledger ledger = Ledger::create(memory_store(), {"test.example/vouchers", hash});
    ledger.apply_all(set_up());
    return ledger;
}

// "accepted", or the code of the first problem.
inline std::string verdict(const Outcome& outcome) {
    return outcome.problems.empty() ? "accepted" : outcome.problems.front().code;
}

}  // namespace bajigong::ledger::script
