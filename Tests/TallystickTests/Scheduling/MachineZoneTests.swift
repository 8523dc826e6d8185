import Foundation
import Testing

@testable import Tallystick

struct MachineZoneTests {
  @Test func `the zone is that of the link, else of the name, else UTC`() async throws {
    try await withTemporaryFolder { path in
      #expect(MachineZone.zone(root: path) == .gmt)
      try write("Asia/Tokyo\n", to: "\(path)/etc/timezone")
      #expect(MachineZone.zone(root: path).identifier == "Asia/Tokyo")
      try FileManager.default.createSymbolicLink(
        atPath: "\(path)/etc/localtime",
        withDestinationPath: "../usr/share/zoneinfo/America/Argentina/Salta"
      )
      #expect(MachineZone.zone(root: path).identifier == "America/Argentina/Salta")
    }
  }
}
