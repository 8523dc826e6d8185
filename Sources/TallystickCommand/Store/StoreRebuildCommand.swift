import ArgumentParser
import Tallystick
import UsageStore

/// `tally store rebuild`.
struct StoreRebuildCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "rebuild",
    abstract: "Derive everything again from the stored replies, as this version reads them.",
    discussion: "It is one transaction: until it ends, and where it fails, the store is as it was."
  )

  @OptionGroup var shared: SharedOptions

  func run() async throws {
    let store = try shared.openExistingStore()
    let result = try store.rebuild()
    for text in result.unreadable.prefix(20) {
      Console.standard.error("warning: \(text); what was read of this reply before stays")
    }
    if result.unreadable.count > 20 {
      Console.standard.error("warning: and \(result.unreadable.count - 20) more like these")
    }
    guard !shared.quiet else { return }
    try Console.standard.output(
      "\(store.path): read \(result.replies) replies again, \(result.changed) of them otherwise than before"
        + (result.pruned == 0
          ? "" : "; of \(result.pruned) pruned ones stays what was read of them")
    )
  }
}
