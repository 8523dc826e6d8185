import Foundation
import Tallystick
import Testing
import UsageProviders

@Suite struct SecretTests {
  private func failure(_ vault: SecretVault, _ reference: SecretReference) -> String? {
    do {
      _ = try vault.secret(reference)
      return nil
    } catch {
      return error.description
    }
  }

  @Test func `a secret comes from the environment, then from the file for it`() async throws {
    try await withTemporaryFolder { folder async throws in
      let file = "\(folder)/env"
      let text = """
        # for cron
        A=from file
        export B="quoted value"
        C='single'
        D = spaced\u{20}
        E=x=y\r
        EMPTY=
        nonsense

        """
      try write(text, to: file, mode: 0o600)
      let vault = SecretVault(environment: ["A": "from environment"], environmentFile: file)
      #expect(try vault.secret(.environment("A")).revealed == "from environment")
      #expect(try vault.secret(.environment("B")).revealed == "quoted value")
      #expect(try vault.secret(.environment("C")).revealed == "single")
      #expect(try vault.secret(.environment("D")).revealed == "spaced")
      #expect(try vault.secret(.environment("E")).revealed == "x=y")
      for name in ["EMPTY", "nonsense", "F"] {
        #expect(
          failure(vault, .environment(name))
            == "the variable \(name) is missing: neither the environment nor \(file) sets it"
        )
      }
    }
  }

  @Test func `a variable that nothing sets is missing`() {
    let vault = SecretVault(environment: ["EMPTY": ""])
    for name in ["NONE", "EMPTY"] {
      #expect(
        failure(vault, .environment(name))
          == "the variable \(name) is missing: the environment does not set it"
      )
    }
  }

  @Test func `a file for the environment that is missing says so`() {
    let vault = SecretVault(environment: [:], environmentFile: "/nowhere/env")
    #expect(failure(vault, .environment("A")) == "the secret file /nowhere/env is missing")
  }

  @Test(arguments: ["key", "key\n", "key\r\n", " key \n\n"])
  func `space around a secret in a file does not count`(text: String) async throws {
    try await withTemporaryFolder { folder async throws in
      try write(text, to: "\(folder)/key", mode: 0o600)
      let vault = SecretVault(environment: [:])
      #expect(try vault.secret(.file("\(folder)/key")).revealed == "key")
    }
  }

  @Test func `missing and empty files say so`() async throws {
    try await withTemporaryFolder { folder async throws in
      let vault = SecretVault(environment: [:])
      try write(" \n", to: "\(folder)/empty", mode: 0o600)
      #expect(
        failure(vault, .file("\(folder)/empty")) == "the secret file \(folder)/empty is empty"
      )
      try write("key\nX-Evil: 1\n", to: "\(folder)/two", mode: 0o600)
      #expect(
        failure(vault, .file("\(folder)/two"))
          == "the secret file \(folder)/two holds a line break or another control character; "
          + "put nothing but the credential into it"
      )
      #expect(failure(vault, .file("\(folder)/no")) == "the secret file \(folder)/no is missing")
      #expect(failure(vault, .file(folder)) == "the secret file \(folder) is no plain file")
    }
  }

  @Test(arguments: [0o400, 0o440, 0o600, 0o640])
  func `a file that only its owner and group can read is taken`(mode: Int) async throws {
    try await withTemporaryFolder { folder async throws in
      try write("key", to: "\(folder)/key", mode: mode)
      #expect(failure(SecretVault(environment: [:]), .file("\(folder)/key")) == nil)
    }
  }

  @Test(arguments: [0o601, 0o602, 0o604, 0o610, 0o620, 0o644, 0o650, 0o660, 0o666, 0o777])
  func `a file that is more open is refused with the line to run`(mode: Int) async throws {
    try await withTemporaryFolder { folder async throws in
      let path = "\(folder)/key"
      try write("SECRET", to: path, mode: mode)
      #expect(
        failure(SecretVault(environment: [:]), .file(path))
          == "the secret file \(path) is open to others (mode \(String(mode, radix: 8))); run: chmod "
          + "600 \(path)"
      )
      let vault = SecretVault(environment: [:], environmentFile: path)
      #expect(failure(vault, .environment("A"))?.contains("is open to others") == true)
    }
  }

  @Test func `what is missing is listed with its source and line`() throws {
    let text = """
      sources:
        - provider: puter
          token: { file: /nowhere/token }
        - provider: shoal
          api_key: { env: TALLY_TEST_NO_SUCH_VARIABLE }
      """
    let configuration = try Configuration.read(text, file: "t.yaml")
    #expect(
      configuration.missingSecrets == [
        "t.yaml:2: source puter, `token`: the secret file /nowhere/token is missing",
        "t.yaml:4: source shoal, `api_key`: the variable TALLY_TEST_NO_SUCH_VARIABLE is missing: "
          + "the environment does not set it",
      ]
    )
  }

  @Test func `a credential that cannot be blanked out is told without being shown`() async throws {
    try await withTemporaryFolder { folder async throws in
      try write("4711", to: "\(folder)/key", mode: 0o600)
      try write("a-long-credential", to: "\(folder)/other", mode: 0o600)
      let text = """
        sources:
          - provider: puter
            token: { file: key }
          - provider: shoal
            api_key: { file: other }
        """
      let file = "\(folder)/t.yaml"
      let configuration = try Configuration.read(text, file: file)
      #expect(
        configuration.ordinarySecrets == [
          "\(file):2: source puter, `token`: the credential is not blanked out in replies and messages, since it "
            + "looks like a number and has fewer than 16 digits; if it is really the credential, ask the platform "
            + "for a longer one"
        ]
      )
    }
  }
}
