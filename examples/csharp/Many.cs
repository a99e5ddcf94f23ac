// Decides many cases over one loaded set of rulebooks. usage: Many.exe FACTS.jsonl
using System.IO;
using Bajigong;

static class Many
{
    // Decides one line; what cannot be read is told of, and the next line is decided.
    static string DecideLine(Rulebooks rulebooks, Request request, int line, string text)
    {
        try
        {
            using (var facts = new Facts(rulebooks, text))
            using (var decision = request.Decide(facts))
            {
                var amount = decision.Amount;
                return string.Format(
                    "{{\"line\":{0},\"outcome\":\"{1}\",\"clause\":{2},\"amount\":\"{3}\"," +
                    "\"low\":{4},\"high\":{5}}}", line, decision.Outcome,
                    Output.Quoted(decision.Clause), amount.Kind, amount.Low, amount.High);
            }
        }
        catch (Failure failure)
        {
            var problem = failure.Problems[0];
            return string.Format("{{\"line\":{0},\"error\":\"{1}\",\"pointer\":{2}}}", line,
                problem.Code, Output.Quoted(problem.Pointer));
        }
    }

    static void Main(string[] arguments)
    {
        using (var output = Output.Open())
        using (var rulebooks = new Rulebooks("{\"paths\": [\"policies\"]}"))
        using (var request = new Request(rulebooks,
            "{\"rule\": \"skill_upgrading\", \"as_of\": \"2023-07-03\"}"))
        {
            var line = 0;
            foreach (var text in File.ReadLines(arguments[0]))
                output.WriteLine(DecideLine(rulebooks, request, ++line, text));
        }
    }
}
