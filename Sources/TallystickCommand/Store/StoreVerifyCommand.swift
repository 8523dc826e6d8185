import ArgumentParser
import Tallystick
import UsageStore

/// `tally store verify`.
struct StoreVerifyCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "verify",
    abstract: "Look through the whole store for damage; changes nothing.",
    discussion: "The exit status is 6 where anything is damaged."
  )

  @OptionGroup var shared: SharedOptions

  func run() async throws {
    let store = try shared.openExistingStore()
    let found = try store.verify()
    for damage in found.damage { Console.standard.error("damage: \(damage)") }
    guard found.damage.isEmpty else {
      throw CommandFailure(
        .store,
        "\(store.path): the store is damaged; restore a backup, or what was lost stays lost"
      )
    }
    guard !shared.quiet else { return }
    if found.outdated > 0 {
      Console.standard.error(
        "note: this version reads \(found.outdated) of the replies otherwise; `tally store rebuild` derives "
          + "everything again"
      )
    }
    try Console.standard.output(
      "\(store.path): no damage (replies: \(found.replies), pruned: \(found.pruned), "
        + "entries: \(found.entries))"
    )
  }
}
