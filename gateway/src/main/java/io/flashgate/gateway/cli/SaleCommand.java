package io.flashgate.gateway.cli;

import io.flashgate.core.sale.SaleDefinition;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code flashgate sale …}: the admin plane's sales, by hand. Prints what the gateway answers. */
@Command(
        name = "sale",
        description = "Creates, shows, lists and closes the sales of a running gateway, over its admin listener.",
        subcommands = {
            SaleCreateCommand.class,
            SaleCommand.Show.class,
            SaleCommand.ListAll.class,
            SaleCommand.Close.class
        })
final class SaleCommand implements Runnable {

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Missing command: create, show, list or close");
    }

    /** A command that asks the gateway one thing and prints the answer. */
    abstract static class Talking implements Callable<Integer> {

        static final String SALES = "/admin/v1/sales";

        @Mixin
        private AdminOptions admin;

        @Spec
        private CommandSpec spec;

        final Integer ask(final String method, final String path, final String body) throws Exception {
            spec.commandLine().getOut().println(Json.pretty(admin.client().ask(method, path, body)));
            return ExitStatus.DONE;
        }

        /** The admin plane's path of a sale. */
        static String pathOf(final String saleId) throws Complaint {
            if (!SaleDefinition.isId(saleId)) {
                throw Complaint.usage("ID: found \"" + saleId + "\", expected 1–64 of A-Z a-z 0-9 . _ -");
            }
            return SALES + "/" + saleId;
        }
    }

    /** {@code sale show ID}. */
    @Command(name = "show", description = "Shows one sale: its phase, and what is left of each item.")
    static final class Show extends Talking {

        @Parameters(paramLabel = "ID", description = "The sale.")
        private String saleId;

        @Override
        public Integer call() throws Exception {
            return ask("GET", pathOf(saleId), null);
        }
    }

    /** {@code sale list}. */
    @Command(name = "list", description = "Lists all sales.")
    static final class ListAll extends Talking {

        @Override
        public Integer call() throws Exception {
            return ask("GET", SALES, null);
        }
    }

    /** {@code sale close ID}. */
    @Command(name = "close", description = "Closes a sale before its time. Final: a closed sale never opens again.")
    static final class Close extends Talking {

        @Parameters(paramLabel = "ID", description = "The sale.")
        private String saleId;

        @Override
        public Integer call() throws Exception {
            return ask("POST", pathOf(saleId) + "/close", null);
        }
    }
}
