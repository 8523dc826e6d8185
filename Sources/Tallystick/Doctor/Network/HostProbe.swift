import Foundation
import UsageModel
import UsageProviders

/// What a host answered.
struct HostAnswer: Sendable {
  /// The host.
  let host: ProbedHost
  /// Why it did not; nil when it did, whatever it said.
  let error: HTTPError?
  /// How many seconds the machine's clock is ahead of the host's; nil where the host does not say.
  let ahead: Int64?
}

/// Asks hosts for nothing in particular, and shows no credential.
///
/// Any reply tells that the network, the certificates and a proxy are in order, and what time it is there.
struct HostProbe: Sendable {
  /// Sends the requests.
  let transport: any HTTPTransport
  /// The machine's clock.
  let clock: @Sendable () -> Timestamp

  private static let limits: FetchLimits = {
    var limits = FetchLimits()
    limits.connect = .seconds(10)
    limits.attempt = .seconds(10)
    limits.body = 1 << 20
    return limits
  }()

  /// Asks all hosts at once.
  func answers(of hosts: [ProbedHost]) async -> [HostAnswer] {
    await withTaskGroup(of: (Int, HostAnswer).self) { group in
      for (index, host) in hosts.enumerated() {
        group.addTask { (index, await answer(of: host)) }
      }
      var answers: [(Int, HostAnswer)] = []
      for await answer in group { answers.append(answer) }
      return answers.sorted { $0.0 < $1.0 }.map(\.1)
    }
  }

  private func answer(of host: ProbedHost) async -> HostAnswer {
    var limits = Self.limits
    limits.caFile = host.caFile
    let before = clock()
    do {
      let response = try await transport.send(HTTPRequest(url: host.address), limits: limits)
      let after = clock()
      let ahead = Self.time(in: response).map { there in
        // The reply was made at some moment between the two.
        if there < before {
          before.seconds - there.seconds
        } else {
          min(0, after.seconds - there.seconds)
        }
      }
      return HostAnswer(host: host, error: nil, ahead: ahead)
    } catch  where error.code == .tooLarge {
      return HostAnswer(host: host, error: nil, ahead: nil)
    } catch {
      return HostAnswer(host: host, error: error, ahead: nil)
    }
  }

  /// The time at the host: the date of the reply, and how long a cache on the way had it.
  private static func time(in response: HTTPResponse) -> Timestamp? {
    guard let date = response.headers["date"].flatMap(HTTPDate.timestamp) else { return nil }
    // An age that is no age would carry the moment away.
    let age = response.headers["age"].flatMap { Int64($0) } ?? 0
    return date.advanced(bySeconds: min(max(0, age), 86_400))
  }
}
