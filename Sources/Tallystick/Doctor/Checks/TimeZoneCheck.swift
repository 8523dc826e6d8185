import Foundation
import UsageModel

/// Whether this program and the machine agree on the configured time zone.
///
/// The program brings rules of its own, cron and systemd take those of the machine. Rules change with laws, so one of
/// the two may be out of date.
struct TimeZoneCheck: DoctorCheck {
  let name = "time-zone"
  /// The configured zone.
  let zone: TimeZone
  /// The moment from which on the rules have to be the same.
  let now: Timestamp
  /// Where the machine has its rules.
  var folder: String = "/usr/share/zoneinfo"

  func findings() async -> [DoctorFinding] {
    guard zone != .gmt, zone.identifier != "Etc/UTC" else { return [] }
    guard FileManager.default.fileExists(atPath: "\(folder)/\(zone.identifier)") else {
      let text = "\(folder) has no time zone \(zone.identifier), which systemd's timers need"
      return [DoctorFinding(.note, text, mend: "apt-get install tzdata")]
    }
    guard let differing = await firstDifference() else { return [] }
    return [
      DoctorFinding(
        .note,
        "the offset of \(zone.identifier) at \(differing) is another one to the machine than to this program; "
          + "days may be cut an hour off",
        mend: "apt-get install --only-upgrade tzdata tallystick"
      )
    ]
  }

  /// The first noon in the next year at which the machine's offset is another one; nil where it cannot be asked.
  private func firstDifference() async -> Timestamp? {
    let noons = (0..<365).map { day in
      Timestamp(seconds: Int64(now.utcDay.daysSince1970 + day) * 86_400 + 43_200)
    }
    // `date` of GNU takes many moments in one go. Where there is another one, nothing is compared.
    let asked = noons.map { "@\($0.seconds)\n" }.joined()
    guard let date = SystemCommand(named: "date", in: [:]),
      let ended = try? await date.run(
        ["-f", "-", "+%z"],
        input: Array(asked.utf8),
        environment: ["TZ": zone.identifier, "TZDIR": folder]
      ),
      ended.status == 0
    else { return nil }
    let answers = String(decoding: ended.output, as: UTF8.self).split(separator: "\n")
    guard answers.count == noons.count else { return nil }
    return zip(noons, answers).first { noon, answer in
      answer != Self.text(of: zone.secondsFromGMT(for: noon.date) / 60)
    }?.0
  }

  /// An offset in minutes as `date` writes it: `+0100`.
  private static func text(of offset: Int) -> String {
    let (hours, minutes) = abs(offset).quotientAndRemainder(dividingBy: 60)
    let digits = [hours, minutes].map { $0 < 10 ? "0\($0)" : "\($0)" }.joined()
    return (offset < 0 ? "-" : "+") + digits
  }
}
