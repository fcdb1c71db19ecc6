/**
 * HTTP/1.1: two listeners, the public routes, and answers in the order of the requests.
 *
 * <pre>
 *   socket ──▶ StrictRequestDecoder ──▶ Connection ──▶ Routes ──▶ PurchaseRoute ──▶ admission, pipeline
 *   socket ◀── AnswerQueue: answered prefix of its exchanges ◀── HttpExchange ◀── egress
 * </pre>
 *
 * Everything here runs on the connection's event loop and never waits. A connection keeps its unanswered requests in a queue
 * and writes only from its head, so a refusal that is ready at once never overtakes an order that still waits for the disk.
 */
package io.flashgate.gateway.http;
