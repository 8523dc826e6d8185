import Foundation
import Testing
import UsageModel

@testable import Tallystick

struct UserUnitsTests {
  private func schedule(_ configuration: String, program: String = "/bin/true") throws -> Schedule {
    try Schedule(
      program: program,
      configuration: configuration,
      calendar: ReportingCalendar(timeZone: try #require(TimeZone(identifier: "Europe/Berlin"))),
      cronZone: .gmt,
      now: Timestamp(seconds: 1_790_000_000)
    )
  }

  /// A `systemctl` that keeps what it was told.
  private func folder(_ path: String, status: Int = 0) throws -> ProgramFolder {
    let folder = ProgramFolder(path: path)
    try folder.add("systemctl", #"echo "$@" >> "$KEPT"; exit \#(status)"#)
    return folder
  }

  private func files(_ units: UserUnits) throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: units.folder).sorted()
  }

  @Test func `units are written, systemd is told, and only they go again`() async throws {
    try await withTemporaryFolder { path in
      let folder = try folder(path)
      let units = UserUnits(environment: folder.environment)
      let (first, second) = (try schedule("/srv/a/t.yaml"), try schedule("/srv/b/t.yaml"))
      try write("# mine\n", to: "\(units.folder)/tally-mine.timer")
      let outcome = try await units.install(first)
      #expect(outcome.changed)
      #expect(outcome.commands.isEmpty)
      let again = try await units.install(first)
      #expect(!again.changed)
      _ = try await units.install(second)
      #expect(
        try files(units)
          == ((first.units + second.units).map(\.name) + ["tally-mine.timer"]).sorted()
      )
      #expect(!units.differ(from: first))
      _ = try await units.remove(first.configuration)
      #expect(try files(units) == (second.units.map(\.name) + ["tally-mine.timer"]).sorted())
      #expect(units.differ(from: first))
      let timers = first.units.map(\.name).filter { $0.hasSuffix(".timer") }.joined(separator: " ")
      let told = folder.kept?.split(separator: "\n").map(String.init) ?? []
      #expect(told.prefix(2) == ["--user daemon-reload", "--user enable --now \(timers)"])
      #expect(told.suffix(2) == ["--user disable --now \(timers)", "--user daemon-reload"])
    }
  }

  @Test func `where systemd cannot be told, the commands are left to the user`() async throws {
    try await withTemporaryFolder { path in
      let units = UserUnits(environment: try folder(path, status: 1).environment)
      let schedule = try schedule("/srv/a/t.yaml")
      let timers = schedule.units.map(\.name).filter { $0.hasSuffix(".timer") }
        .joined(separator: " ")
      #expect(
        try await units.install(schedule).commands
          == ["systemctl --user daemon-reload", "systemctl --user enable --now \(timers)"]
      )
      #expect(
        try await units.remove(schedule.configuration).commands
          == ["systemctl --user stop \(timers)", "systemctl --user daemon-reload"]
      )
      #expect(try files(units).isEmpty)
    }
  }

  @Test func `a file that is not ours is not overwritten`() async throws {
    try await withTemporaryFolder { path in
      let units = UserUnits(environment: try folder(path).environment)
      let schedule = try schedule("/srv/a/t.yaml")
      let file = "\(units.folder)/\(schedule.units[3].name)"
      try write("[Unit]\n", to: file)
      let error = await #expect(throws: ScheduleError.self) {
        _ = try await units.install(schedule)
      }
      #expect(
        error?.description == "\(file): this file is not of `tally schedule`; move it away"
      )
      #expect(try files(units) == [schedule.units[3].name])
      #expect(text(of: file) == "[Unit]\n")
    }
  }

  private static let analyzer = SystemCommand(named: "systemd-analyze", in: [:])

  @Test(.enabled(if: analyzer != nil, "this machine has no systemd"))
  func `systemd finds nothing to complain of, whatever the path`() async throws {
    let analyzer = try #require(Self.analyzer)
    try await withTemporaryFolder { path in
      let folder = try folder(path)
      let units = UserUnits(environment: folder.environment)
      for (number, name) in ["plain", "it's 100% \"mine\" $HOME \\ ;"].enumerated() {
        try write("", to: "\(path)/\(name)/t.yaml")
        let schedule = try schedule("\(path)/\(name)/t.yaml")
        _ = try await units.install(schedule)
        let timers = schedule.units.map { "\(units.folder)/\($0.name)" }
          .filter { $0.hasSuffix(".timer") }
        let ended = try await analyzer.run(
          ["verify", "--user"] + timers,
          environment: ["XDG_RUNTIME_DIR": path, "HOME": path]
        )
        #expect(ended.status == 0, "\(number)")
        #expect(ended.message.isEmpty)
      }
    }
  }
}
