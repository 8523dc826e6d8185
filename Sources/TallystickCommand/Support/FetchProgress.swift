import Foundation

/// The line that shows a person how far fetching is: `Fetched 3 of 5 sources`.
struct FetchProgress: Sendable {
  private let count: Int
  private let isShown: Bool

  /// Prepares the line for so many sources.
  ///
  /// Nothing is shown where messages go to a file, a pipe or a mail, and on terminals that cannot replace a line.
  init(of count: Int, isWanted: Bool) {
    self.count = count
    let terminal = ProcessInfo.processInfo.environment["TERM"] ?? ""
    isShown = isWanted && Console.standard.isInteractive && !["", "dumb"].contains(terminal)
  }

  /// Shows how many sources are done, in place of what was shown before.
  func show(_ done: Int) {
    guard isShown else { return }
    Console.standard.progress("Fetched \(done) of \(count) \(count == 1 ? "source" : "sources")")
  }

  /// Removes the line.
  func end() {
    guard isShown else { return }
    Console.standard.endProgress()
  }
}
