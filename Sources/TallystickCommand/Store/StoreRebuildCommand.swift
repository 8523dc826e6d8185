import ArgumentParser
import ReportDocument
import Tallystick
import UsageModel
import UsageStore

/// `tally store rebuild`.
struct StoreRebuildCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "rebuild",
    abstract: "Derive everything again from the stored replies, as this version reads them.",
    discussion: "It is one transaction: until it ends, and where it fails, the store is as it was. "
      + "The exit status is 4 where a platform in Lua failed on any reply."
  )

  @OptionGroup var shared: SharedOptions

  func run() async throws {
    let configuration = try shared.configurationOfExistingStore()
    let store = try configuration.openStore(at: shared.moment)
    let result = try store.rebuild(by: configuration.providers)
    try store.keepRecords(in: configuration.usageContext(at: shared.moment))
    for text in result.unreadable.prefix(20) {
      Console.standard.error("warning: \(text); what was read of this reply before stays")
    }
    if result.unreadable.count > 20 {
      Console.standard.error("warning: and \(result.unreadable.count - 20) more like these")
    }
    if !shared.quiet { try Console.standard.output("\(store.path): \(Self.summary(result))") }
    guard result.failedByPlugin > 0 else { return }
    let replies =
      result.failedByPlugin == 1
      ? "1 reply"
      : "\(NumberFormat.englishUS.number(FixedDecimal(result.failedByPlugin))) replies"
    throw CommandFailure(
      .script,
      "plug-ins failed on \(replies); nothing is lost: mend them, then run `tally store rebuild` again"
    )
  }

  private static func summary(_ result: Rebuilding) -> String {
    let number = { (value: Int) in NumberFormat.englishUS.number(FixedDecimal(value)) }
    let read = "read \(number(result.replies)) \(result.replies == 1 ? "reply" : "replies") again"
    let changed =
      result.changed == 0
      ? "nothing changed" : "what was read of \(number(result.changed)) of them changed"
    let pruned =
      result.pruned == 0 ? "" : "; \(number(result.pruned)) pruned ones stay as they were read"
    return "\(read); \(changed)\(pruned)"
  }
}
