package io.flashgate.gateway.live;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The set of requests that may have an answer")
class AnsweredRequestsTest {

    private static final int MANY = 100_000;

    private final AnsweredRequests answered = new AnsweredRequests(MANY);

    @Test
    void knowsEverybodyWhoWasAdded() {
        new Random(1).longs(MANY).forEach(answered::add);

        assertTrue(new Random(1).longs(MANY).allMatch(answered::mayContain));
        assertEquals(MANY, answered.size());
    }

    @Test
    void takesFewStrangersForOneOfThem() {
        new Random(1).longs(MANY).forEach(answered::add);

        final long mistaken =
                new Random(2).longs(MANY).filter(answered::mayContain).count();
        assertTrue(mistaken < MANY / 20, mistaken + " of " + MANY + " strangers");
    }

    @Test
    void knowsNobodyAtFirst() {
        assertTrue(new Random(3).longs(MANY).noneMatch(answered::mayContain));
    }

    @Test
    void knowsEverybodyHoweverCrowdedItIs() {
        final AnsweredRequests crowded = new AnsweredRequests(MANY / 1_000);
        new Random(1).longs(MANY).forEach(crowded::add);

        assertTrue(new Random(1).longs(MANY).allMatch(crowded::mayContain));
    }

    @Test
    void isThereForTheSmallestGatewayToo() {
        final AnsweredRequests one = new AnsweredRequests(1);
        one.add(-1L);

        assertTrue(one.mayContain(-1L));
        assertTrue(!one.mayContain(0L));
    }

    @Test
    void knowsNobodyAgainWhenTheLastIsForgotten() {
        new Random(1).longs(MANY).forEach(answered::add);
        answered.forget(MANY - 1);
        assertEquals(1, answered.size());
        assertTrue(new Random(1).longs(MANY).allMatch(answered::mayContain), "nobody can be taken out alone");

        answered.forget(1);
        assertEquals(0, answered.size());
        for (int steps = 0; steps < 100; steps++) {
            answered.tidy();
        }
        assertTrue(new Random(1).longs(MANY).noneMatch(answered::mayContain));
    }

    @Test
    void losesNobodyWhoComesWhileItTidies() {
        new Random(1).longs(MANY).forEach(answered::add);
        answered.forget(MANY);
        answered.tidy();
        new Random(2).longs(MANY).forEach(id -> {
            answered.add(id);
            answered.tidy();
        });

        assertTrue(new Random(2).longs(MANY).allMatch(answered::mayContain));
    }
}
