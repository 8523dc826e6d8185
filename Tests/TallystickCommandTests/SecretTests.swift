import Foundation
import ProviderSimulator
import Testing
import UsageModel
import UsageStore

#if canImport(FoundationNetworking)
import FoundationNetworking
#endif

/// No credential is ever in anything that the command writes, whatever a platform does with it.
struct SecretTests {
  private static let now = "2026-11-21T06:00:00Z"

  /// Accounts of every kind of credential: `robots` gets a machine token for an id and a secret.
  private static func accounts() async throws -> SimulatedAccounts {
    let accounts = try await SimulatedAccounts.make()
    let credentials = try #require(ProviderSimulator.credentials["cuadra"])
    for key in ["client_id", "client_secret"] {
      try accounts.folder.write(credentials[key] ?? "", to: "secrets/\(key)", mode: 0o600)
    }
    let robots = """
        - name: robots
          provider: cuadra
          base_url: \(await accounts.simulator.baseURL(for: "cuadra", label: "robots"))
          token_url: \(await accounts.simulator.cuadraTokenURL)
          client_id: { file: secrets/client_id }
          client_secret: { file: secrets/client_secret }
          fetch: { tries: 1, connect: 120s, try: 120s, total: 300s }
      """
    let text = try accounts.folder.text(of: "tallystick.yaml")
      .replacing("\nsources:\n", with: "\nsources:\n\(robots)\n")
    try accounts.folder.write(text, to: "tallystick.yaml")
    return accounts
  }

  /// Every credential, the machine token that the simulator gives at this moment among them.
  private static func secrets(of accounts: SimulatedAccounts) async throws -> [SecretForms] {
    var secrets: [SecretForms] = []
    for (provider, credentials) in ProviderSimulator.credentials {
      for (key, value) in credentials where key != "project" {
        secrets.append(SecretForms(value, name: "\(key) of \(provider)"))
      }
    }
    let credentials = try #require(ProviderSimulator.credentials["cuadra"])
    var request = URLRequest(
      url: try #require(URL(string: await accounts.simulator.cuadraTokenURL))
    )
    request.httpMethod = "POST"
    request.httpBody = Data(
      ("grant_type=client_credentials&client_id=\(credentials["client_id"] ?? "")"
        + "&client_secret=\(credentials["client_secret"] ?? "")").utf8
    )
    let (data, _) = try await URLSession.shared.data(for: request)
    let reply = try JSONDecoder().decode([String: Either].self, from: data)
    let token = try #require(reply["access_token"]?.text)
    #expect(token.hasPrefix("cuadra-machine."))
    return secrets + [SecretForms(token, name: "machine token")]
  }

  /// A text or anything else.
  private struct Either: Decodable {
    let text: String?

    init(from decoder: any Decoder) throws {
      text = try? decoder.singleValueContainer().decode(String.self)
    }
  }

  /// The faults, none of which takes long.
  private static let faults: [(name: String, fault: ProviderSimulator.Fault?)] =
    [(name: "none", fault: nil)]
    + ProviderSimulator.Fault.named.map { name, fault in
      switch name {
      case "slow": (name: name, fault: .slow(by: .milliseconds(50)))
      case "slow-body": (name: name, fault: .slowBody(by: .milliseconds(20)))
      default: (name: name, fault: fault)
      }
    }

  @Test func `no fault brings a credential into messages, the store or a report`() async throws {
    let accounts = try await Self.accounts()
    let secrets = try await Self.secrets(of: accounts)
    let simulator = accounts.simulator
    // Whatever else it does, each platform repeats what it was asked with wherever it can.
    await simulator.setEchoesCredentials(true)
    func search(_ text: String, _ place: String) {
      search(Data(text.utf8), place)
    }
    func search(_ bytes: Data, _ place: String) {
      for secret in secrets { #expect(secret.found(in: bytes) == [], "\(place)") }
    }
    var statuses: Set<Int32> = []
    for (name, fault) in Self.faults {
      for place in ["puter", "notte", "cuadra", "cuadra~robots", "helius", "shoal"] {
        await simulator.setFault(fault, for: place)
      }
      // The second time, what gives machine tokens has the fault, too.
      for options in [["--verbose"], ["--json"]] {
        let run = try await TallyProcess.run(
          ["fetch", "--now", Self.now] + options,
          in: accounts.folder.path
        )
        statuses.insert(run.status)
        #expect([0, 3].contains(run.status), "\(name): \(run.messages)")
        search(run.output, "\(name), standard output")
        search(run.messages, "\(name), standard error")
        await simulator.setFault(fault, for: "cuadra-auth")
      }
      await simulator.setFault(nil, for: "cuadra-auth")
      for ending in ["", "-wal"] {
        let file = accounts.folder.path("tallystick.sqlite\(ending)")
        if let bytes = FileManager.default.contents(atPath: file) {
          search(bytes, "\(name), the store\(ending)")
        }
      }
    }
    // Both happened, and the platforms did repeat what they were asked with.
    #expect(statuses == [0, 3])
    // Replies are packed in the file, so they are searched as they come out of it.
    var isRedacted = false
    try SQLiteStore(path: accounts.folder.path("tallystick.sqlite")).forEachReply { source, reply in
      let body = Data(reply.body)
      search(body, "a reply of \(source.name)")
      search("\(reply.headers)", "the headers of a reply of \(source.name)")
      isRedacted = isRedacted || body.range(of: Data("[redacted]".utf8)) != nil
    }
    #expect(isRedacted)
    let report = try await accounts.tally("report", "--verbose", "--now", Self.now)
    #expect(report.status == 0, "\(report.messages)")
    search(report.output + report.messages, "tally report")
    let files = try accounts.folder.contents(of: "Reports")
    #expect(!files.isEmpty)
    for (file, bytes) in files { search(bytes, "Reports/\(file)") }
    let usage = try await accounts.tally("usage", "--by", "service", "--json", "--now", Self.now)
    search(usage.output + usage.messages, "tally usage")
    await simulator.stop()
  }

  @Test func `the form that is searched for is found where it stands`() {
    let forms = SecretForms("key-with/some+signs_0123456789", name: "k")
    let encoded = Data("{\"key\":\"key-with/some+signs_0123456789\"}".utf8).base64EncodedString()
    #expect(Set(forms.found(in: Data(encoded.utf8))) == ["k, in base64"])
    #expect(!forms.found(in: Data("x key-with/some+signs_0123456789".utf8)).isEmpty)
    #expect(forms.found(in: Data("x key-with/some+signs".utf8)) == ["k, its beginning"])
    #expect(forms.found(in: Data("nothing".utf8)) == [])
  }

  @Test func `a process that runs a script has no credential in its environment`() async throws {
    let accounts = try await Self.accounts()
    await accounts.simulator.stop()
    let variables = ["PUTER": "token-in-a-variable-1", "SHOAL": "token-in-a-variable-2"]
    let text = try accounts.folder.text(of: "tallystick.yaml")
      .replacing("{ file: secrets/puter }", with: "{ env: PUTER }")
      .replacing("{ file: secrets/shoal }", with: "{ env: SHOAL }")
    // Without a list of reports every script would run.
    try accounts.folder.write(
      text.replacing(
        "\nreports:\n",
        with: "\nlimits: { script_seconds: 4 }\nreports:\n  - { script: Scripts/endless.lua }\n"
      ),
      to: "tallystick.yaml"
    )
    try accounts.folder.write("while true do end\n", to: "Scripts/endless.lua")
    let folder = accounts.folder.path
    let run = Task {
      try await TallyProcess.run(
        ["report", "--now", Self.now],
        in: folder,
        environment: variables
      )
    }
    var seen: Set<String> = []
    let mark = Data("HOME=\(folder)".utf8)
    let deadline = ContinuousClock.now + .seconds(120)
    while seen != ["tally", "worker"], ContinuousClock.now < deadline {
      for (process, environment) in Self.processes() {
        if environment.range(of: mark) != nil { seen.insert("tally") }
        guard Self.isChild(process, ofProcessWith: mark), Self.isWorker(process) else { continue }
        seen.insert("worker")
        // Until it runs its own program, a process has the environment of the one that started it. What was read
        // above may be from before.
        let own = Self.bytes(of: "/proc/\(process)/environ") ?? environment
        #expect(own.range(of: Data("token-in-a-variable".utf8)) == nil)
      }
      try await Task.sleep(for: .milliseconds(5))
    }
    let result = try await run.value
    #expect(seen == ["tally", "worker"])
    #expect(result.status == 4, "\(result.messages)")
    #expect(!(result.output + result.messages).contains("token-in-a-variable"))
  }

  /// The processes whose environment can be read, with it.
  private static func processes() -> [(process: String, environment: Data)] {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: "/proc")) ?? []
    return names.filter { Int($0) != nil }.compactMap { name in
      bytes(of: "/proc/\(name)/environ").map { (name, $0) }
    }
  }

  /// Whether a process runs the program that it was started for.
  private static func isWorker(_ process: String) -> Bool {
    bytes(of: "/proc/\(process)/cmdline")?.split(separator: 0).last == Data("worker".utf8)
  }

  /// Whether the process that started this one has something in its environment.
  private static func isChild(_ process: String, ofProcessWith mark: Data) -> Bool {
    guard let bytes = bytes(of: "/proc/\(process)/stat"),
      // The name before it is in parentheses, and can hold anything.
      let fields = String(decoding: bytes, as: UTF8.self).split(separator: ")").last?
        .split(separator: " "), fields.count > 1
    else { return false }
    return Self.bytes(of: "/proc/\(fields[1])/environ")?.range(of: mark) != nil
  }

  /// A file of the system's, which has no size before it is read.
  private static func bytes(of path: String) -> Data? {
    try? FileHandle(forReadingAtPath: path)?.readToEnd()
  }
}
