// Decides one case and prints the answer with its reasons. usage: Decide FACTS.json
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

public final class Decide {
    private static void printReasons(PrintStream out, Bajigong.Decision decision) {
        out.printf(Locale.ROOT, "rule: %s\noutcome: %s\npayable: %s\ndeciding clause: %s\n",
            decision.rule(), decision.outcome(), decision.payable() ? "yes" : "no",
            decision.clause());
        Bajigong.Amount amount = decision.amount();
        out.printf(
            Locale.ROOT, "amount: %s, %d to %d fen\n", amount.kind(), amount.low(), amount.high());
        for (Bajigong.Payment payment : decision.payments()) {
            out.printf(Locale.ROOT, "payment %s to %s: %s, %d to %d fen; due %d, to recover %d\n",
                payment.step(), payment.payee(), payment.amount().kind(), payment.amount().low(),
                payment.amount().high(), payment.due(), payment.recover());
        }
        for (Bajigong.Cause cause : decision.causes())
            out.printf(Locale.ROOT, "because of %s: %s\n", cause.kind(), cause.name());
        for (Bajigong.Clause clause : decision.clauses()) {
            out.printf(Locale.ROOT, "clause %s: %s, %s [%s]\n", clause.id(), clause.truth(),
                clause.text(), clause.cite());
        }
    }

    public static void main(String[] arguments) throws Exception {
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        try (Bajigong.Rulebooks rulebooks = new Bajigong.Rulebooks("{\"paths\": [\"policies\"]}");
             Bajigong.Request request = new Bajigong.Request(
                 rulebooks, "{\"rule\": \"skill_upgrading\", \"as_of\": \"2023-07-03\"}");
             Bajigong.Facts facts =
                 new Bajigong.Facts(rulebooks, Files.readString(Path.of(arguments[0])));
             Bajigong.Decision decision = request.decide(facts)) {
            printReasons(out, decision);
            out.print(decision.json() + "\n");
        }
    }
}
