import Foundation
import Testing
import UsageModel

@testable import ProviderSimulator

/// Asks the simulator without a socket.
struct Asking {
  static let providers = ["puter", "notte", "cuadra", "helius", "shoal"]

  let simulator: ProviderSimulator

  init(seed: UInt64 = 1, at moment: String = "2026-11-21T06:00:00Z") throws {
    simulator = ProviderSimulator(seed: seed, now: try #require(Timestamp(rfc3339: moment)))
  }

  /// A platform's usage as of now, or as of another moment.
  func usage(_ provider: String, at now: Timestamp? = nil) async throws -> [String: Double] {
    if let now { await simulator.setNow(now) }
    let reply = try get(try Self.usageTarget(provider), headers: Self.headers(provider))
    #expect(reply.status == 200)
    return try numbers(reply)
  }

  /// A reply to a request with the headers given and no others.
  func get(_ target: String, headers: [String: String] = [:]) throws -> SimulatedResponse {
    simulator.answer(to: SimulatedRequest(target: target, headers: headers)).reply
  }

  /// A platform's answer to who asks rightly.
  func answer(_ provider: String) throws -> SimulatedAnswer {
    simulator.answer(
      to: SimulatedRequest(
        target: try Self.usageTarget(provider),
        headers: try Self.headers(provider)
      )
    )
  }

  /// Where a platform tells its usage.
  static func usageTarget(_ provider: String) throws -> String {
    switch provider {
    case "puter": "/puter/metering/usage"
    case "notte": "/notte/usage"
    case "helius": "/helius/v0/admin/projects/\(try secret("helius", "project"))/usage"
    default: "/\(provider)/v1/usage"
    }
  }

  /// The headers that open a platform.
  static func headers(_ provider: String) throws -> [String: String] {
    switch provider {
    case "puter", "cuadra":
      ["authorization": "Bearer \(try secret(provider, "token"))"]
    case "helius": ["x-api-key": try secret(provider, "api_key")]
    default: ["authorization": "Bearer \(try secret(provider, "api_key"))"]
    }
  }

  static func secret(_ provider: String, _ key: String) throws -> String {
    try #require(ProviderSimulator.credentials[provider]?[key])
  }
}

/// Every number of a JSON reply by its path: `credits.used`.
func numbers(_ reply: SimulatedResponse) throws -> [String: Double] {
  var numbers: [String: Double] = [:]
  func collect(_ value: Any, _ path: String) {
    if let object = value as? [String: Any] {
      for (name, value) in object { collect(value, path.isEmpty ? name : path + "." + name) }
    } else if let number = value as? NSNumber {
      numbers[path] = number.doubleValue
    }
  }
  collect(try JSONSerialization.jsonObject(with: Data(reply.body.utf8)), "")
  return numbers
}

/// Reads a moment.
func moment(_ text: String) throws -> Timestamp {
  try #require(Timestamp(rfc3339: text))
}
