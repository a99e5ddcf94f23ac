// Decides many cases over one loaded set of rulebooks. usage: Many FACTS.jsonl
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

public final class Many {
    /** A text as JSON writes it. */
    private static String quoted(String text) {
        StringBuilder out = new StringBuilder("\"");
        for (char c : text.toCharArray()) {
            if (c == '"' || c == '\\')
                out.append('\\').append(c);
            else if (c < 0x20)
                out.append(String.format("\\u%04x", (int) c));
            else
                out.append(c);
        }
        return out.append('"').toString();
    }

    public static void main(String[] arguments) throws Exception {
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        try (Bajigong.Rulebooks rulebooks = new Bajigong.Rulebooks("{\"paths\": [\"policies\"]}");
             Bajigong.Request request = new Bajigong.Request(
                 rulebooks, "{\"rule\": \"skill_upgrading\", \"as_of\": \"2023-07-03\"}")) {
            int line = 0;
            for (String text : Files.readAllLines(Path.of(arguments[0]))) {
                line++;
                try (Bajigong.Facts facts = new Bajigong.Facts(rulebooks, text);
                     Bajigong.Decision decision = request.decide(facts)) {
                    Bajigong.Amount amount = decision.amount();
                    out.printf(Locale.ROOT,
                        "{\"line\":%d,\"outcome\":\"%s\",\"clause\":%s,\"amount\":\"%s\",\"low\":%d,\"high\":%d}\n",
                        line, decision.outcome(), quoted(decision.clause()), amount.kind(),
                        amount.low(), amount.high());
                } catch (Bajigong.Failure failure) {
                    // A line that cannot be read is told of, and the next one is decided.
                    Bajigong.Failure.Problem problem = failure.problems.get(0);
                    out.printf(Locale.ROOT, "{\"line\":%d,\"error\":\"%s\",\"pointer\":%s}\n", line,
                        problem.code(), quoted(problem.pointer()));
                }
            }
        }
    }
}
