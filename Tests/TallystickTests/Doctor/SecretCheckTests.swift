import Foundation
import Testing

@testable import Tallystick

struct SecretCheckTests {
  private func lines(
    _ secret: String,
    _ environment: [String: String] = [:],
    asCron: Bool = false,
    in folder: String,
    more: String = ""
  ) async throws -> [String] {
    let configuration = try doctorConfiguration(secret, more: more, file: "\(folder)/t.yaml")
    return await SecretCheck(configuration, environment, isAsCron: asCron).lines()
      .map { $0.replacing(folder, with: "F") }
  }

  @Test func `a file that others can read is told with the line that closes it`() async throws {
    try await withTemporaryFolder { folder in
      try write("hush", to: "\(folder)/s/key", mode: 0o644)
      #expect(
        try await lines("{ file: s/key }", in: folder) == [
          "fault: F/t.yaml:2: source shoal, `api_key`: the secret file F/s/key is open to others (mode 644)",
          "    chmod 600 F/s/key",
        ]
      )
      try write("hush", to: "\(folder)/s/key", mode: 0o640)
      #expect(try await lines("{ file: s/key }", in: folder).isEmpty)
    }
  }

  @Test func `a variable of the shell is worth knowing now, and missing for cron`() async throws {
    try await withTemporaryFolder { folder in
      let mend =
        "    write `env_file: secrets/env` into F/t.yaml, and a line KEY=... into that file, mode 600"
      let now = try await lines("{ env: KEY }", ["KEY": "hush"], in: folder)
      #expect(
        now == ["note: shoal: KEY is set in this environment only; cron will not have it", mend]
      )
      let later = try await lines("{ env: KEY }", asCron: true, in: folder)
      #expect(
        later == [
          "fault: F/t.yaml:2: source shoal, `api_key`: the variable KEY is missing: the environment does not "
            + "set it; cron has no variables of your shell", mend,
        ]
      )
    }
  }

  @Test func `a variable of the file of variables is there for cron too`() async throws {
    try await withTemporaryFolder { folder in
      try write("OTHER=1\n", to: "\(folder)/env", mode: 0o600)
      let more = "env_file: env"
      #expect(
        try await lines("{ env: KEY }", asCron: true, in: folder, more: more).last
          == "    add a line KEY=... to F/env"
      )
      try write("KEY=hush\n", to: "\(folder)/env", mode: 0o600)
      for isAsCron in [false, true] {
        #expect(
          try await lines("{ env: KEY }", asCron: isAsCron, in: folder, more: more).isEmpty
        )
      }
      try write("KEY=hush\n", to: "\(folder)/env", mode: 0o604)
      #expect(
        try await lines("{ env: KEY }", asCron: true, in: folder, more: more).last
          == "    chmod 600 F/env"
      )
    }
  }

  @Test func `a folder in which anybody may replace the file is a fault, unless it is sticky`()
    async throws
  {
    try await withTemporaryFolder { folder in
      try write("hush", to: "\(folder)/s/key", mode: 0o600)
      chmod("\(folder)/s", 0o777)
      #expect(
        try await lines("{ file: s/key }", in: folder) == [
          "fault: anybody may replace files in F/s, where a secret is", "    chmod o-w F/s",
        ]
      )
      chmod("\(folder)/s", 0o1777)
      #expect(try await lines("{ file: s/key }", in: folder).isEmpty)
    }
  }

  @Test(.enabled(if: geteuid() == 0, "only root can give files away"))
  func `a file of another user is a fault`() async throws {
    try await withTemporaryFolder { folder in
      try write("hush", to: "\(folder)/s/key", mode: 0o600)
      chown("\(folder)/s/key", 4321, 4321)
      #expect(
        try await lines("{ file: s/key }", in: folder) == [
          "fault: the secret file F/s/key belongs to another user (number 4321)",
          "    chown 0 F/s/key",
        ]
      )
    }
  }
}
