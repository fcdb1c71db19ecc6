package io.flashgate.gateway.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/** The admin plane, called by hand. */
final class AdminClient {

    private static final Duration CONNECT = Duration.ofSeconds(5);
    private static final Duration ANSWER = Duration.ofSeconds(30);

    private final URI admin;
    private final String token;
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CONNECT)
            .build();

    AdminClient(final URI admin, final String token) {
        this.admin = admin;
        this.token = token;
    }

    /** Any answer, also a refusal. */
    HttpResponse<String> send(final String method, final String path, final String body)
            throws IOException, InterruptedException, Complaint {
        final HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(admin + path))
                .timeout(ANSWER)
                .header("Authorization", "Bearer " + token)
                .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
        if (body != null) {
            request.header("Content-Type", "application/json");
        }
        try {
            return http.send(request.build(), BodyHandlers.ofString());
        } catch (final ConnectException e) {
            throw Complaint.refused(
                    "no gateway answers at " + admin + "; is it running, and is that its admin listener?");
        }
    }

    /**
     * The body of an answer that says yes.
     *
     * @throws Complaint with the problem's detail and code if the gateway refused
     */
    String ask(final String method, final String path, final String body)
            throws IOException, InterruptedException, Complaint {
        final HttpResponse<String> answer = send(method, path, body);
        if (answer.statusCode() / 100 != 2) {
            throw Complaint.refused(problem(answer));
        }
        return answer.body();
    }

    /** A refusal in one line: its detail and its code. */
    static String problem(final HttpResponse<String> answer) {
        final JsonNode problem = Json.readOrMissing(answer.body());
        final String code = problem.path("code").asText("http-" + answer.statusCode());
        final String detail =
                problem.path("detail").asText(problem.path("title").asText("refused"));
        return detail + " (" + answer.statusCode() + " " + code + ")";
    }
}
