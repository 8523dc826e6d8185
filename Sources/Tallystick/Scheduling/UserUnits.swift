import Foundation

/// The units of the user's systemd, and the program that tells systemd of them.
public struct UserUnits: Sendable {
  /// The folder that systemd reads.
  public let folder: String
  private let environment: [String: String]

  /// The units that systemd finds for the user of an environment.
  public init(environment: [String: String]) {
    self.environment = environment
    let given = environment["XDG_CONFIG_HOME"].flatMap { $0.hasPrefix("/") ? $0 : nil }
    let home = environment["HOME"] ?? FileManager.default.homeDirectoryForCurrentUser.path()
    folder =
      "\(given ?? "\(home.hasSuffix("/") ? String(home.dropLast()) : home)/.config")/systemd/user"
  }

  /// What came of an installation or a removal.
  public struct Outcome: Sendable {
    /// Whether any file changed.
    public var changed: Bool
    /// The commands that the user has to run, where systemd cannot be reached from here.
    public var commands: [String]
  }

  /// Writes the units of a schedule, and starts its timers.
  ///
  /// - Throws: Where a file is in the way that is not ours.
  public func install(_ schedule: Schedule) async throws(ScheduleError) -> Outcome {
    let mark = Schedule.mark(of: schedule.configuration)
    for unit in schedule.units {
      let path = "\(folder)/\(unit.name)"
      guard let text = Self.text(of: path) else { continue }
      guard Self.firstLine(of: text) == mark else {
        throw ScheduleError(
          .unwritable,
          "\(path): this file is not of `tally schedule`; move it away"
        )
      }
    }
    var changed = false
    for unit in schedule.units {
      do {
        if try AtomicFile.write(Array(unit.text.utf8), to: "\(folder)/\(unit.name)") {
          changed = true
        }
      } catch {
        throw ScheduleError(.unwritable, error.description)
      }
    }
    let timers = schedule.units.map(\.name).filter { $0.hasSuffix(".timer") }
    return Outcome(
      changed: changed,
      commands: await told([["daemon-reload"], ["enable", "--now"] + timers])
    )
  }

  /// Stops the timers of a configuration and removes its units.
  public func remove(_ configuration: String) async throws(ScheduleError) -> Outcome {
    let names = names(of: configuration)
    guard !names.isEmpty else { return Outcome(changed: false, commands: []) }
    let timers = names.filter { $0.hasSuffix(".timer") }
    // Before the files go: systemd looks into them for what to undo.
    let isStopped = await told([["disable", "--now"] + timers]).isEmpty
    for name in names {
      // Where systemd cannot be reached, nobody else takes its link away.
      unlink("\(folder)/timers.target.wants/\(name)")
      let path = "\(folder)/\(name)"
      guard unlink(path) == 0 else {
        throw ScheduleError(.unwritable, "\(path): cannot be removed: \(OutputError.reason)")
      }
    }
    let left = isStopped ? [] : ["systemctl --user stop \(timers.joined(separator: " "))"]
    return Outcome(changed: true, commands: left + (await told([["daemon-reload"]])))
  }

  /// The names of the files of a configuration.
  func names(of configuration: String) -> [String] {
    let mark = Schedule.mark(of: configuration)
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    return names.sorted().filter { name in
      name.hasPrefix("tally-") && (name.hasSuffix(".service") || name.hasSuffix(".timer"))
        && Self.text(of: "\(folder)/\(name)").map(Self.firstLine) == mark
    }
  }

  /// Runs commands of `systemctl --user`; those that could not be run, as a person types them.
  private func told(_ commands: [[String]]) async -> [String] {
    var left: [String] = []
    for words in commands {
      let command = SystemCommand(named: "systemctl", in: environment)
      let ended = try? await command?.run(["--user"] + words, environment: environment)
      // One that cannot be reached now cannot be reached for the next command either.
      if ended?.status != 0 || !left.isEmpty {
        left.append("systemctl --user \(words.joined(separator: " "))")
      }
    }
    return left
  }

  private static func text(of path: String) -> String? {
    FileManager.default.contents(atPath: path).map { String(decoding: $0, as: UTF8.self) }
  }

  private static func firstLine(of text: String) -> String? {
    text.split(separator: "\n", maxSplits: 1).first.map(String.init)
  }
}

extension UserUnits {
  /// Whether the files are not those of a schedule.
  func differ(from schedule: Schedule) -> Bool {
    let wanted = schedule.units
    return Set(names(of: schedule.configuration)) != Set(wanted.map(\.name))
      || wanted.contains { Self.text(of: "\(folder)/\($0.name)") != $0.text }
  }
}
