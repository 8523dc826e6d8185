import Foundation
import Testing
import UsageProviders

@testable import Tallystick

/// A receiver whose certificate nobody vouches for, by OpenSSL's own server.
struct UntrustedServerTests {
  private static let openssl = "/usr/bin/openssl"

  private static func run(_ arguments: [String], output: String) throws -> Process {
    try write("", to: output)
    let file = try FileHandle(forWritingTo: URL(filePath: output))
    let process = Process()
    process.executableURL = URL(filePath: openssl)
    process.arguments = arguments
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = file
    process.standardError = file
    try process.run()
    return process
  }

  @Test(.enabled(if: FileManager.default.isExecutableFile(atPath: openssl)))
  func `who shows a certificate that nobody vouches for is told nothing`() async throws {
    try await withTemporaryFolder { folder in
      let request = try Self.run(
        [
          "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes",
          "-keyout", "\(folder)/key.pem", "-out", "\(folder)/cert.pem", "-days", "2",
          "-subj", "/CN=localhost", "-addext", "subjectAltName=IP:127.0.0.1",
        ],
        output: "\(folder)/request"
      )
      request.waitUntilExit()
      try #require(request.terminationStatus == 0)
      let server = try Self.run(
        [
          "s_server", "-accept", "127.0.0.1:0", "-cert", "\(folder)/cert.pem",
          "-key", "\(folder)/key.pem", "-www",
        ],
        output: "\(folder)/server"
      )
      defer { server.terminate() }
      try await eventually { text(of: "\(folder)/server")?.contains(#/ACCEPT .*\n/#) == true }
      let said = try #require(text(of: "\(folder)/server"))
      let port = try #require(said.firstMatch(of: #/ACCEPT 127\.0\.0\.1:(\d+)/#)).1
      var bench = Bench()
      bench.environment["ALERT_URL"] = "https://127.0.0.1:\(port)/in"
      let outcome = try await bench.notifier("{ webhook: { env: ALERT_URL } }").deliver(
        Bench.digest
      )
      #expect(
        outcome.map(\.problem)
          == ["webhook { env: ALERT_URL }: the server's certificate is not trusted"]
      )
      #expect(outcome.map(\.tries) == [1])
    }
  }
}
