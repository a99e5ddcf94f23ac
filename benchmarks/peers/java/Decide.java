// Runs rules of Drools over cases: a request a line, of fields parted by tabs; answers in JSON.
//
//   prepare MODE RULES CASES    files: the rules (DRL), and a case a line, its numbers in the order
//                               c0 ... c19, base; MODE is one (a session's call for each case) or
//                               all (one call with all cases)
//   pass, answers
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.StringJoiner;
import made.Case;
import org.kie.api.KieBase;
import org.kie.api.builder.KieFileSystem;
import org.kie.api.KieServices;
import org.kie.api.builder.KieBuilder;
import org.kie.api.builder.Message;
import org.kie.api.conf.SequentialOption;
import org.kie.api.KieBaseConfiguration;
import org.kie.api.runtime.StatelessKieSession;
import org.drools.model.codegen.ExecutableModelProject;

public class Decide {
    private final StatelessKieSession session;
    private final List<Case> cases = new ArrayList<>();
    private final boolean atOnce;

    Decide(String mode, Path rules, Path facts) throws Exception {
        KieServices services = KieServices.Factory.get();
        KieFileSystem files = services.newKieFileSystem();
        files.write("src/main/resources/made/rules.drl", Files.readString(rules));
        KieBuilder builder = services.newKieBuilder(files).buildAll(ExecutableModelProject.class);
        if (builder.getResults().hasMessages(Message.Level.ERROR))
            throw new IllegalStateException(builder.getResults().toString());
        KieBaseConfiguration configuration = services.newKieBaseConfiguration();
        if (mode.equals("one")) configuration.setOption(SequentialOption.YES);
        KieBase base = services.newKieContainer(builder.getKieModule().getReleaseId())
                .newKieBase(configuration);
        session = base.newStatelessKieSession();
        atOnce = mode.equals("all");
        for (String line : Files.readAllLines(facts)) cases.add(read(line.split(" ")));
    }

    private static Case read(String[] numbers) throws Exception {
        Case facts = new Case();
        for (int n = 0; n < 20; ++n) {
            long number = Long.parseLong(numbers[n]);
            boolean truth = n >= 12 && n < 16;
            if (truth) Case.class.getMethod("setC" + n, boolean.class).invoke(facts, number != 0);
            else Case.class.getMethod("setC" + n, long.class).invoke(facts, number);
        }
        facts.setBase(Long.parseLong(numbers[20]));
        return facts;
    }

    private void pass() {
        if (atOnce) session.execute(cases);
        else for (Case facts : cases) session.execute(facts);
    }

    private static long processorTime() {
        return ((com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
                .getProcessCpuTime();
    }

    public static void main(String[] arguments) throws Exception {
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in));
        Decide peer = null;
        for (String line; (line = in.readLine()) != null;) {
            String[] request = line.split("\t");
            switch (request[0]) {
                case "prepare" -> {
                    peer = new Decide(request[1], Path.of(request[2]), Path.of(request[3]));
                    System.out.println("{}");
                }
                case "pass" -> {
                    long cpu = processorTime();
                    long wall = System.nanoTime();
                    peer.pass();
                    wall = System.nanoTime() - wall;
                    cpu = processorTime() - cpu;
                    System.out.println("{\"wall\": " + wall / 1e9 + ", \"cpu\": " + cpu / 1e9 + "}");
                }
                default -> {
                    peer.pass();
                    StringJoiner numbers = new StringJoiner(", ", "{\"answers\": [", "]}");
                    for (Case facts : peer.cases) numbers.add(Long.toString(facts.result));
                    System.out.println(numbers);
                }
            }
        }
    }
}
