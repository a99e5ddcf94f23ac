// A session with a voucher ledger in memory. usage: Ledger COMMANDS.jsonl
import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

public final class Ledger {
    // Signs a checkpoint. A host signs with a key that it guards; this toy stands for it with
    // FNV-1a of 64 bits, which everybody can compute and which proves nothing.
    private static byte[] sign(byte[] bytes) {
        long hash = 0xcbf29ce484222325L;
        for (byte one : bytes) hash = (hash ^ (one & 0xff)) * 0x100000001b3L;
        return ByteBuffer.allocate(8).putLong(hash).array();
    }

    public static void main(String[] arguments) throws Exception {
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        String founding = "{\"origin\": \"example.gov.cn/vouchers\", \"hash\": \"sha256\"}";
        try (Bajigong.Ledger ledger = new Bajigong.Ledger(founding)) {
            // Accepted, rejected or refused: the verdict is an answer, never an exception.
            for (String command : Files.readAllLines(Path.of(arguments[0])))
                out.print(ledger.apply(command) + "\n");
            out.print(ledger.balances() + "\n");
            out.print(ledger.receipt("issue-1", "toy-key", Ledger::sign) + "\n");
            out.print(ledger.checkpoint("toy-key", Ledger::sign) + "\n");
        }
    }
}
