package io.flashgate.bench.peers.spring;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** Starts the service; {@code --server.port=}, {@code --shop.redis=} (a URI that Lettuce knows), {@code --shop.durability=}. */
@SpringBootApplication(proxyBeanMethods = false)
public class SpringPeer {

    public static void main(final String[] args) {
        SpringApplication.run(SpringPeer.class, args);
    }
}
