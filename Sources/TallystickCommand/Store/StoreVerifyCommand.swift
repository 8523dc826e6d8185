import ArgumentParser
import ReportDocument
import Tallystick
import UsageModel
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
    // Even to open a store for writing changes bytes of it, and it may be damaged.
    let configuration = try shared.configurationOfExistingStore()
    let store = try SQLiteStore(reading: configuration.store)
    let found = try store.verify(by: configuration.providers)
    for damage in found.damage { Console.standard.error("damage: \(damage)") }
    if found.damage.count >= 100 { Console.standard.error("damage: and perhaps more") }
    guard found.damage.isEmpty else {
      throw CommandFailure(
        .store,
        "\(store.path): the store is damaged; restore a copy that `tally store backup` made"
      )
    }
    guard !shared.quiet else { return }
    let number = { (value: Int) in NumberFormat.englishUS.number(FixedDecimal(value)) }
    if found.outdated > 0 {
      Console.standard.error(
        "note: this version reads \(number(found.outdated)) of the replies otherwise than they were read; "
          + "`tally store rebuild` derives everything again"
      )
    }
    try Console.standard.output(
      "\(store.path): no damage (replies: \(number(found.replies)), pruned: \(number(found.pruned)), "
        + "entries of what they said: \(number(found.entries))"
        + (found.imported > 0 ? ", imported charges: \(number(found.imported)))" : ")")
    )
  }
}
