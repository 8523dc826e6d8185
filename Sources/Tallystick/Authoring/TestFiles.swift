import Foundation

/// A file with tests of scripts.
public struct TestFile: Hashable, Sendable {
  /// The path as messages show it.
  public let name: String
  /// The path as the process opens it.
  let path: String
}

extension Configuration {
  /// What ends the names of files with tests.
  public static let testSuffix: String = "_test.lua"

  /// The files with tests below a folder or at a path, in the order of their names.
  ///
  /// - Parameter wanted: A file, or a folder, as it lies below the working folder or from the current one; nil for
  ///   the folder of the scripts.
  /// - Returns: The files; nil where there is nothing at the path.
  public func testFiles(at wanted: String?) -> [TestFile]? {
    let wanted = wanted ?? "Scripts"
    let candidates = [folder.path(wanted), wanted]
    guard let path = candidates.first(where: { FileManager.default.fileExists(atPath: $0) }) else {
      return nil
    }
    var isFolder: ObjCBool = false
    _ = FileManager.default.fileExists(atPath: path, isDirectory: &isFolder)
    guard isFolder.boolValue else { return [TestFile(name: wanted, path: path)] }
    // What is below a folder is not found through a link to it.
    let target = URL(filePath: path).resolvingSymlinksInPath().path(percentEncoded: false)
    let names = (try? FileManager.default.subpathsOfDirectory(atPath: target)) ?? []
    let slash = wanted.hasSuffix("/") ? "" : "/"
    return names.filter { $0.hasSuffix(Self.testSuffix) }.sorted().map { name in
      TestFile(
        name: "\(wanted)\(slash)\(name)",
        path: "\(path)\(path.hasSuffix("/") ? "" : "/")\(name)"
      )
    }
  }
}
