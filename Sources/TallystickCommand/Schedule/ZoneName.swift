import ArgumentParser
import Foundation

/// A time zone on the command line.
struct ZoneName: ExpressibleByArgument {
  let zone: TimeZone

  init?(argument: String) {
    guard let zone = TimeZone(identifier: argument) else { return nil }
    self.zone = zone
  }
}
