import Synchronization
import UsageModel

@testable import ProviderSimulator

/// A server on loopback that takes messages, and answers as a test says.
struct Receiver: Sendable {
  /// One request as it came.
  struct Request: Hashable, Sendable {
    var method: String
    var path: String
    var query: [String: String]
    var contentType: String?
    var body: String
  }

  /// What came, and what is answered.
  private final class State: Sendable {
    let requests = Mutex<[Request]>([])
    let answers: Mutex<[SimulatedAnswer]>

    init(_ answers: [SimulatedAnswer]) {
      self.answers = Mutex(answers)
    }

    func answer(to request: SimulatedRequest) -> SimulatedAnswer {
      requests.withLock {
        $0.append(
          Request(
            method: request.method,
            path: "/" + request.path.joined(separator: "/"),
            query: request.query,
            contentType: request.headers["content-type"],
            body: request.body
          )
        )
      }
      return answers.withLock { $0.count > 1 ? $0.removeFirst() : $0.first } ?? Receiver.ok
    }
  }

  private let state: State
  let port: UInt16

  /// What came so far.
  var requests: [Request] { state.requests.withLock { $0 } }

  /// The address, with a token in its path.
  var url: String { "http://127.0.0.1:\(port)/services/\(Self.token)" }

  static let token = "T0KEN-of-the-receiver/+4711"

  /// What Slack answers to a message that it takes.
  static let ok = answer(200, "ok")

  static func answer(
    _ status: Int,
    _ body: String,
    _ headers: [String: String] = [:]
  ) -> SimulatedAnswer {
    var reply = SimulatedResponse(status: status, contentType: "text/plain", body: body)
    reply.headers.merge(headers) { $1 }
    return SimulatedAnswer(reply: reply)
  }

  /// Runs a test with a server that gives the answers one after the other, and the last one from then on.
  static func run<T>(
    _ answers: [SimulatedAnswer] = [],
    _ body: (Receiver) async throws -> T
  ) async throws -> T {
    let state = State(answers)
    let server = try await RunningServer(port: 0) { request in
      let answer = state.answer(to: await SimulatedRequest(request))
      if answer.delay > .zero { try? await Task.sleep(for: answer.delay) }
      return .init(answer)
    }
    let result: T
    do {
      result = try await body(Receiver(state: state, port: server.port))
    } catch {
      await server.stop()
      throw error
    }
    await server.stop()
    return result
  }
}
