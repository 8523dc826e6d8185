import Foundation
import Tallystick
import Testing

/// Which files a report is watched for, and which hold tests.
struct WatchedFilesTests {
  private func configuration(in folder: String) throws -> Configuration {
    try write("", to: "\(folder)/tallystick.yaml")
    try write("return 1", to: "\(folder)/Scripts/x.lua")
    try write("return 2", to: "\(folder)/Scripts/lib/deep/y.lua")
    return try Configuration.load("\(folder)/tallystick.yaml")
  }

  @Test(arguments: [
    ("Scripts/x.lua", true), ("Scripts/lib/deep/y.lua", true), ("Scripts/lib/new.lua", true),
    ("tallystick.yaml", true), ("Scripts/other.lua", false), ("Scripts/lib/notes.txt", false),
  ])
  func `A change of what the script can read is seen, and no other`(
    file: String,
    isSeen: Bool
  ) async throws {
    try await withTemporaryFolder { folder in
      let configuration = try configuration(in: folder)
      func look() -> WatchedFiles { WatchedFiles(ofScript: "Scripts/x.lua", in: configuration) }
      let before = look()
      #expect(look() == before)
      try write("return 3", to: "\(folder)/\(file)")
      #expect((look() != before) == isSeen)
    }
  }

  @Test func `Files with tests are found below a folder, in the order of their names`() async throws
  {
    try await withTemporaryFolder { folder in
      let configuration = try configuration(in: folder)
      for name in ["b_test.lua", "a_test.lua", "deep/c_test.lua", "a_test.txt", "test.lua"] {
        try write("", to: "\(folder)/Scripts/\(name)")
      }
      #expect(
        configuration.testFiles(at: nil)?.map(\.name) == [
          "Scripts/a_test.lua", "Scripts/b_test.lua", "Scripts/deep/c_test.lua",
        ]
      )
      #expect(
        configuration.testFiles(at: "Scripts/deep/")?.map(\.name) == ["Scripts/deep/c_test.lua"]
      )
      #expect(configuration.testFiles(at: "Scripts/x.lua")?.map(\.name) == ["Scripts/x.lua"])
      #expect(configuration.testFiles(at: "nowhere") == nil)
    }
  }
}
