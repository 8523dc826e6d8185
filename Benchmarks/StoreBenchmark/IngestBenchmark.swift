import Measurement
import UsageModel
import UsageStore

/// What it takes to keep every reply, a month of a source in each call.
struct IngestBenchmark {
  /// The richest account, which is kept once more with a call for each fetch, as `tally fetch` does.
  private static let richest = "puter"
  /// How many months of it.
  private static let richMonths = 12

  private let history: History
  private let folder: WorkingFolder
  private let shell: ShellYardstick
  private let gzip: GzipYardstick

  private var profiles: [String: Profile] = [:]
  private var normalising = ProcessorTime()
  private var ingest = ProcessorTime()
  private var monthByMonth = ProcessorTime()
  private var oneByOne = ProcessorTime()
  private var richReplies = 0

  init(_ history: History, in folder: WorkingFolder) throws {
    self.history = history
    self.folder = folder
    shell = try ShellYardstick(in: folder)
    gzip = try GzipYardstick(in: folder)
  }

  /// Keeps the history in stores and in the shell's database.
  mutating func run() throws -> KeptHistory {
    let platforms: [any Account] = [
      PuterAccount(), NotteAccount(), CuadraAccount(), HeliusAccount(), ShoalAccount(),
    ]
    var accounts = platforms.map { AskedAccount($0, from: history.start) }
    try keep(&accounts)
    let seconds = try shell.run()
    let kept = KeptHistory(
      history: history,
      accounts: accounts,
      profiles: profiles,
      packedTogether: try gzip.allInOneStream(),
      packedApart: gzip.eachByItself
    )
    report(kept, shell: seconds)
    return kept
  }

  /// Makes and keeps one month of one source after the other: there is never more than that in memory.
  private mutating func keep(_ accounts: inout [AskedAccount]) throws {
    let path = folder.file(KeptHistory.everything)
    var store: SQLiteStore? = try ingest.measure { try SQLiteStore(path: path) }
    let running = try SQLiteStore(path: folder.file(KeptHistory.runningMonth))
    let single = try SQLiteStore(path: folder.file("single.sqlite"))
    for (index, month) in history.months.enumerated() {
      for place in accounts.indices {
        let platform = accounts[place].provider
        let source = SourceIdentity(name: platform, provider: platform)
        let replies = accounts[place].replies(before: history.stop(of: month))
        let fetched = try normalising.measure {
          try replies.map { try KeptHistory.normalised($0, of: platform) }
        }
        for reply in fetched { profiles[platform, default: Profile()].add(reply) }
        try shell.write(fetched, of: platform)
        try gzip.add(replies)
        let seconds = try ProcessorTime.of { _ = try store?.add(fetched, of: source) }
        ingest.add(seconds)
        if platform == Self.richest, index < Self.richMonths {
          monthByMonth.add(seconds)
          richReplies += fetched.count
          try oneByOne.measure { for reply in fetched { try single.add([reply], of: source) } }
        }
        let recent = fetched.filter(isInRunningMonth)
        if !recent.isEmpty { try running.add(recent, of: source) }
      }
    }
    // The last connection to close moves the write-ahead log into the file.
    ingest.measure { store = nil }
  }

  /// Whether a reply belongs to a window that the running month touches.
  private func isInRunningMonth(_ fetched: FetchedReply) -> Bool {
    let days = history.daysOfRunningMonth
    return fetched.normalised.readings.contains {
      $0.window.start.utcDay < days.upperBound && $0.window.stop.utcDay > days.lowerBound
    }
  }

  private func report(_ kept: KeptHistory, shell seconds: Double) {
    for (platform, profile) in profiles.sorted(by: { $0.key < $1.key }) {
      let replies = Double(profile.replies)
      row(
        "\(platform): \(profile.replies) replies of \(profile.bytes / profile.replies) bytes, "
          + "the readings of one that changed",
        Double(profile.changed) / replies,
        "its readings",
        Double(profile.readings) / replies,
        "",
        limit: "–"
      )
    }
    let readings = kept.sum(\.readings)
    row(
      "all \(Int(kept.sum(\.replies))) replies, the readings that changed",
      kept.sum(\.changed),
      "all readings",
      readings,
      "",
      limit: "–"
    )
    row(
      "keeping them in a new store, a month of a source in each call",
      ingest.seconds,
      "the sqlite3 shell, with each reading a row",
      seconds,
      "s",
      limit: "at most 2"
    )
    row(
      "reading the same replies beforehand",
      normalising.seconds,
      "keeping them",
      ingest.seconds,
      "s",
      limit: "–"
    )
    row(
      "keeping a reply of \(Self.richest), one in each call",
      oneByOne.seconds * 1e6 / Double(richReplies),
      "a month in each call",
      monthByMonth.seconds * 1e6 / Double(richReplies),
      "µs",
      limit: "–"
    )
  }
}
