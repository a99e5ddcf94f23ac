// A session with a voucher ledger in memory. usage: Session.exe COMMANDS.jsonl
using System.IO;
using Bajigong;

static class Session
{
    // Signs a checkpoint. A host signs with a key that it guards; this toy stands for it with
    // FNV-1a of 64 bits, which everybody can compute and which proves nothing.
    static byte[] Sign(byte[] bytes)
    {
        var hash = 0xcbf29ce484222325ul;
        foreach (var one in bytes) hash = unchecked((hash ^ one) * 0x100000001b3ul);
        var signature = new byte[8];
        for (var i = 0; i < 8; i++) signature[i] = (byte)(hash >> (56 - 8 * i));
        return signature;
    }

    static void Main(string[] arguments)
    {
        var founding = "{\"origin\": \"example.gov.cn/vouchers\", \"hash\": \"sha256\"}";
        using (var output = Output.Open())
        using (var ledger = new Ledger(founding))
        {
            // Accepted, rejected or refused: the verdict is an answer, never an exception.
            foreach (var command in File.ReadLines(arguments[0]))
                output.WriteLine(ledger.Apply(command));
            output.WriteLine(ledger.Balances());
            output.WriteLine(ledger.Receipt("issue-1", "toy-key", Sign));
            output.WriteLine(ledger.Checkpoint("toy-key", Sign));
        }
    }
}
