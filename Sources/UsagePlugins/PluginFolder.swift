import Foundation

/// The folder of scripts, in whose `providers`, `writers` and `methods` plug-ins are.
public struct PluginFolder: Hashable, Sendable {
  /// The folder as the process opens it.
  public var path: String
  /// The folder as messages show it.
  public var name: String

  /// Creates a folder.
  public init(path: String, name: String = "Scripts") {
    self.path = path
    self.name = name
  }

  /// The ending of files that hold tests of the plug-in beside them.
  public static let testSuffix = "_test.lua"

  /// The plug-ins of a kind by name, and what cannot be one; nothing where there is no such folder.
  public func files(of kind: PluginKind) -> (files: [PluginFile], problems: [PluginProblem]) {
    let folder = "\(path)/\(kind.rawValue)"
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    var found: (files: [PluginFile], problems: [PluginProblem]) = ([], [])
    for name in names.sorted() where name.hasSuffix(".lua") && !name.hasPrefix(".") {
      guard !name.hasSuffix(Self.testSuffix) else { continue }
      let shown = "\(self.name)/\(kind.rawValue)/\(name)"
      let stem = String(name.dropLast(4))
      guard Self.isName(stem) else {
        found.problems.append(
          PluginProblem(
            file: shown,
            message: "a plug-in's file is named with small letters, digits, `-` and `_`, "
              + "and starts with a letter"
          )
        )
        continue
      }
      guard let source = FileManager.default.contents(atPath: "\(folder)/\(name)") else {
        found.problems.append(PluginProblem(file: shown, message: "the file cannot be read"))
        continue
      }
      found.files.append(
        PluginFile(kind: kind, name: stem, path: shown, source: Array(source))
      )
    }
    return found
  }

  /// Whether a plug-in can have a name.
  public static func isName(_ name: String) -> Bool {
    let letters = UInt8(ascii: "a")...UInt8(ascii: "z")
    guard let first = name.utf8.first, letters.contains(first), name.utf8.count <= 64 else {
      return false
    }
    return name.utf8.allSatisfy { byte in
      letters.contains(byte) || (0x30...0x39).contains(byte)
        || [UInt8(ascii: "-"), UInt8(ascii: "_")].contains(byte)
    }
  }
}
