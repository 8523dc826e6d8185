/// What a source says of itself before it runs: its globals, and comparisons that can never hold.
public struct SourceInspection: Sendable {
  /// A global that the source names.
  public struct GlobalUse: Hashable, Sendable {
    /// The name.
    public let name: String
    /// The line.
    public let line: Int
    /// Whether it is in a function, not in the main part of the source.
    public let isInFunction: Bool
  }

  /// A field that is compared with the number 0.
  public struct ZeroComparison: Hashable, Sendable {
    /// The field's name.
    public let field: String
    /// The line.
    public let line: Int
  }

  /// The globals that are read, each line once, in order.
  public internal(set) var reads: [GlobalUse] = []
  /// The globals that are assigned, functions with a name among them.
  public internal(set) var assignments: [GlobalUse] = []
  /// The fields compared with 0 for equality.
  public internal(set) var zeroComparisons: [ZeroComparison] = []
  /// The names of all local variables.
  public internal(set) var locals: Set<String> = []
  /// The globals that the source reaches by `_G.name`.
  public internal(set) var namesInG: Set<String> = []
  /// Whether the source may define or replace globals in ways that nothing shows before it runs: with `_ENV`,
  /// or with `_G` other than by `_G.name`.
  public internal(set) var isOpen = false
  /// The modules that it requires by a fixed name.
  public internal(set) var required: [String] = []
}

extension LuaState {
  /// Compiles a source and looks through it without running it.
  ///
  /// - Parameters:
  ///   - source: The bytes of the script.
  ///   - name: What errors call the file.
  /// - Returns: What was found.
  /// - Throws: A syntax error, or the limit that the source exceeds.
  public func inspect(_ source: [UInt8], name: String) throws(LuaError) -> SourceInspection {
    var inspection = SourceInspection()
    inspection.look(at: try chunk(of: source, name: name).main)
    inspection.look(at: SourceText(source))
    return inspection
  }

  /// The names of the globals that a script finds: those of the sandbox and those of the host.
  public var knownGlobals: Set<String> {
    StandardNames.globals.union(hostGlobals).union(["_G", "_VERSION"])
  }

  /// The globals of stock Lua that scripts do not have.
  public static var absentGlobals: Set<String> { StandardNames.removedGlobals }
}

// MARK: - In the text

extension SourceInspection {
  /// Finds what `_G` and `_ENV` are used for, and the modules.
  fileprivate mutating func look(at source: SourceText) {
    for index in source.tokens.indices where source.tokens[index].kind == .name {
      switch source.text(index) {
      case "_ENV" where !source.isMember(index) && !source.isKey(index): isOpen = true
      case "_G" where !source.isMember(index) && !source.isKey(index):
        if source.text(index + 1) == ".", source.isMember(index + 2) {
          namesInG.insert(source.text(index + 2))
        } else {
          isOpen = true
        }
      case "require" where !source.isMember(index):
        let next = source.text(index + 1) == "(" ? index + 2 : index + 1
        guard next < source.tokens.count, source.tokens[next].kind == .string else { continue }
        required.append(String(decoding: source.bytes[source.tokens[next].content], as: UTF8.self))
      default: continue
      }
    }
  }
}
