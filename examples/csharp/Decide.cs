// Decides one case and prints the answer with its reasons. usage: Decide.exe FACTS.json
using System.IO;
using Bajigong;

static class Decide
{
    static void PrintReasons(TextWriter to, Decision decision)
    {
        to.WriteLine("rule: {0}", decision.Rule);
        to.WriteLine("outcome: {0}", decision.Outcome);
        to.WriteLine("payable: {0}", decision.Payable ? "yes" : "no");
        to.WriteLine("deciding clause: {0}", decision.Clause);
        var amount = decision.Amount;
        to.WriteLine("amount: {0}, {1} to {2} fen", amount.Kind, amount.Low, amount.High);
        foreach (var p in decision.Payments)
        {
            to.WriteLine("payment {0} to {1}: {2}, {3} to {4} fen; due {5}, to recover {6}",
                p.Step, p.Payee, p.Amount.Kind, p.Amount.Low, p.Amount.High, p.Due, p.Recover);
        }
        foreach (var cause in decision.Causes)
            to.WriteLine("because of {0}: {1}", cause.Kind, cause.Name);
        foreach (var clause in decision.Clauses)
        {
            to.WriteLine("clause {0}: {1}, {2} [{3}]",
                clause.Id, clause.Truth, clause.Text, clause.Cite);
        }
    }

    static void Main(string[] arguments)
    {
        using (var output = Output.Open())
        using (var rulebooks = new Rulebooks("{\"paths\": [\"policies\"]}"))
        using (var request = new Request(rulebooks,
            "{\"rule\": \"skill_upgrading\", \"as_of\": \"2023-07-03\"}"))
        using (var facts = new Facts(rulebooks, File.ReadAllText(arguments[0])))
        using (var decision = request.Decide(facts))
        {
            PrintReasons(output, decision);
            output.WriteLine(decision.Json);
        }
    }
}
