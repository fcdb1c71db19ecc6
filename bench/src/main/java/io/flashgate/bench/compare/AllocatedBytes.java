package io.flashgate.bench.compare;

import com.sun.tools.attach.AttachNotSupportedException;
import com.sun.tools.attach.VirtualMachine;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;

/** How many bytes the gateway's own threads have allocated, asked of its JVM from outside. What asking costs is not counted. */
final class AllocatedBytes implements AutoCloseable {

    /** The name of every thread of a gateway begins with it. */
    private static final String OURS = "flashgate-";

    private final JMXConnector connector;
    private final com.sun.management.ThreadMXBean threads;

    private AllocatedBytes(final JMXConnector connector, final com.sun.management.ThreadMXBean threads) {
        this.connector = connector;
        this.threads = threads;
    }

    static AllocatedBytes of(final long pid) {
        try {
            final VirtualMachine machine = VirtualMachine.attach("" + pid);
            final String address;
            try {
                address = machine.startLocalManagementAgent();
            } finally {
                machine.detach();
            }
            final JMXConnector connector = JMXConnectorFactory.connect(new JMXServiceURL(address));
            return new AllocatedBytes(
                    connector,
                    ManagementFactory.newPlatformMXBeanProxy(
                            connector.getMBeanServerConnection(),
                            ManagementFactory.THREAD_MXBEAN_NAME,
                            com.sun.management.ThreadMXBean.class));
        } catch (final IOException | AttachNotSupportedException failed) {
            throw new CompareException("the JVM " + pid + " cannot be asked for its allocation: " + failed, failed);
        }
    }

    /** So far, by threads that live. */
    long sum() {
        final long[] ids = threads.getAllThreadIds();
        final ThreadInfo[] infos = threads.getThreadInfo(ids);
        final long[] bytes = threads.getThreadAllocatedBytes(ids);
        long sum = 0;
        for (int i = 0; i < ids.length; i++) {
            if (infos[i] != null && infos[i].getThreadName().startsWith(OURS) && bytes[i] > 0) {
                sum += bytes[i];
            }
        }
        return sum;
    }

    @Override
    public void close() {
        try {
            connector.close();
        } catch (final IOException ended) {
            // The gateway was faster.
        }
    }
}
