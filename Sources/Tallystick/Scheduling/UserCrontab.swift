/// The crontab of the user, by way of the program `crontab`.
public struct UserCrontab: Sendable {
  private let environment: [String: String]
  /// Where the program is looked for when `PATH` does not name its folder.
  var folders: [String] = SystemCommand.usualFolders

  /// The crontab that a program finds in an environment.
  public init(environment: [String: String]) {
    self.environment = environment
  }

  /// Writes a schedule's lines in the place of those that the crontab has of it; all others stay.
  ///
  /// - Returns: Whether the crontab changed.
  public func install(_ schedule: Schedule) async throws(ScheduleError) -> Bool {
    let text = try schedule.crontab()
    let block = CrontabBlock(configuration: schedule.configuration)
    return try await edit { crontab throws(ScheduleError) in
      try block.inserting(text, into: crontab)
    }
  }

  /// Takes the lines of a configuration away; all others stay.
  ///
  /// - Returns: Whether there were any.
  public func remove(_ configuration: String) async throws(ScheduleError) -> Bool {
    let block = CrontabBlock(configuration: configuration)
    return try await edit { crontab throws(ScheduleError) in try block.removed(from: crontab) }
  }

  /// How often an edit begins again when somebody else changed the crontab meanwhile.
  private static let tries = 3

  private func edit(
    _ change: (_ crontab: [UInt8]) throws(ScheduleError) -> [UInt8]
  ) async throws(ScheduleError) -> Bool {
    var old = try await content()
    for _ in 0..<Self.tries {
      let new = try change(old ?? [])
      guard new != old ?? [] else { return false }
      // `crontab` has no lock of its own, so this is as close to the writing as can be.
      let current = try await content()
      guard current == old else {
        old = current
        continue
      }
      try await write(new)
      return true
    }
    throw ScheduleError(
      .unwritable,
      "crontab: somebody else is changing it, so nothing was changed; try again"
    )
  }

  /// The crontab's bytes; nil where the user has none.
  func content() async throws(ScheduleError) -> [UInt8]? {
    let ended = try await run(["-l"])
    if ended.status == 0 { return ended.output }
    // Each cron says in its own words that there is none. Anything else must not be taken for an empty crontab, which
    // would then be written over the real one.
    let says = ended.message.lowercased()
    if ["no crontab for", "no such file"].contains(where: says.contains) { return nil }
    throw ScheduleError(.unwritable, "crontab: cannot be read: \(Self.reason(ended))")
  }

  private func write(_ bytes: [UInt8]) async throws(ScheduleError) {
    let ended = try await bytes.isEmpty ? run(["-r"]) : run(["-"], input: bytes)
    guard ended.status == 0 else {
      throw ScheduleError(.unwritable, "crontab: cannot be written: \(Self.reason(ended))")
    }
  }

  private func run(
    _ arguments: [String],
    input: [UInt8] = []
  ) async throws(ScheduleError) -> SystemCommand.Ended {
    guard let command = SystemCommand(named: "crontab", in: environment, else: folders) else {
      throw ScheduleError(
        .unavailable,
        "there is no program crontab; run `apt-get install cron`, or `tally schedule --systemd --install`"
      )
    }
    do {
      return try await command.run(arguments, input: input, environment: environment)
    } catch {
      throw ScheduleError(.unwritable, error.description)
    }
  }

  private static func reason(_ ended: SystemCommand.Ended) -> String {
    guard ended.message.isEmpty else { return ended.message }
    return ended.status.map { "it ended with status \($0)" } ?? "it was killed"
  }
}
