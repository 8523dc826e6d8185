public import ArgumentParser
import ReportDocument
import Tallystick
public import UsageModel
import UsageStore

/// `tally store prune`.
struct StorePruneCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "prune",
    abstract: "Drop what old replies said word for word; everything that was read of them stays.",
    discussion: """
      Reports, tables and `--as-of` stay as they are. What is dropped cannot be derived again when a later \
      version reads a platform better. The newest reply to each request is kept.
      """
  )

  @OptionGroup var shared: SharedOptions

  @Option(
    name: .long,
    help: ArgumentHelp("Drop replies that were learnt more days ago.", valueName: "days")
  )
  var olderThan: Int?

  @Option(
    name: .long,
    help: ArgumentHelp("Drop replies that were learnt before this day.", valueName: "day")
  )
  var before: Day?

  func validate() throws {
    switch (olderThan, before) {
    case (nil, nil):
      throw ValidationError("Say which replies to drop: --older-than DAYS or --before DAY.")
    case (_?, _?): throw ValidationError("Choose --older-than or --before.")
    case (let days?, nil) where !(1...36_500).contains(days):
      throw ValidationError("--older-than takes a number of days from 1 to 36500.")
    default: break
    }
  }

  func run() async throws {
    let store = try shared.openExistingStore()
    let pruned = try store.prune(before: try moment())
    guard !shared.quiet else { return }
    try Console.standard.output("\(store.path): \(Self.summary(pruned))")
    if pruned.replies > 0, !pruned.isCompacted {
      Console.standard.error(
        "note: the file keeps its size, since there was no room for a copy or another process was at work; "
          + "new replies go where the old ones were"
      )
    }
  }

  private static func summary(_ pruned: PrunedReplies) -> String {
    let format = NumberFormat.englishUS
    guard pruned.replies > 0 else { return "there is nothing to drop" }
    let replies = pruned.replies == 1 ? "reply" : "replies"
    let count = format.number(FixedDecimal(pruned.replies))
    let bytes = format.bytes(FixedDecimal(pruned.bytes))
    return "dropped \(count) \(replies) (\(bytes)); what was read of them stays"
  }

  /// Replies that were learnt before it are dropped.
  private func moment() throws -> Timestamp {
    if let before { return try shared.loadConfiguration().calendar.start(of: before) }
    return shared.moment.advanced(bySeconds: -86_400 * Int64(olderThan ?? 0))
  }
}

extension Day: ExpressibleByArgument {
  /// Reads a day.
  public init?(argument: String) {
    self.init(argument)
  }
}
