public import LuaHost

/// An output format in Lua, as its file describes it.
public struct WriterPlugin {
  /// The header.
  public let header: PluginHeader
  /// What ends the names of its files, without the dot.
  public let fileExtension: String

  /// The function that makes files of a document.
  private let write: LuaFunction
  private let file: PluginFile

  /// The names that built-in formats have.
  public static let takenNames: [String] = ["html", "markdown", "md"]

  /// Runs the file, and reads the table that it returns.
  public init(_ file: PluginFile, in state: LuaState) throws(PluginProblem) {
    guard !Self.takenNames.contains(file.name) else {
      throw PluginProblem(
        file: file.path,
        message: "the name \"\(file.name)\" is taken by a built-in format; rename the file"
      )
    }
    let fields = try file.load(in: state)
    header = try PluginHeader(fields)
    try fields.allowOnly(PluginHeader.fieldNames + ["extension", "write"])
    let ending = try fields.required(
      "extension",
      try fields.text("extension"),
      "what ends the files' names, such as \"csv\""
    )
    guard (1...16).contains(ending.utf8.count), ending.utf8.allSatisfy(Self.isPlain) else {
      throw fields.mismatch("extension", "small letters and digits, such as \"csv\"")
    }
    guard !Self.takenNames.contains(ending) else {
      throw fields.mismatch("extension", "one that tally's own pages do not have")
    }
    fileExtension = ending
    write = try fields.required("write", try fields.function("write"), "a function")
    self.file = file
  }

  private static func isPlain(_ byte: UInt8) -> Bool {
    (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte)
      || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
  }

  /// Makes the files of one document.
  ///
  /// - Parameters:
  ///   - document: The report, as ``DocumentEncoding`` makes it.
  ///   - context: What the writer is told besides.
  ///   - state: The state that the writer was loaded in; its output limit counts the bytes.
  /// - Returns: The files, in the writer's order.
  /// - Throws: What the writer raised, a limit, or that it returned something else than files.
  func files(
    of document: LuaTable,
    _ context: LuaTable,
    in state: LuaState
  ) throws(PluginProblem) -> [WrittenFile] {
    let results: [LuaValue]
    do {
      results = try write.call([.table(document), .table(context)])
    } catch {
      throw PluginProblem(error, in: file.path)
    }
    let files = try files(of: results)
    do {
      for file in files { try state.chargeOutput(file.bytes.count) }
    } catch {
      throw PluginProblem(error, in: file.path)
    }
    return files
  }

  private func files(of results: [LuaValue]) throws(PluginProblem) -> [WrittenFile] {
    let name = results.count > 1 ? results[1] : .nil
    switch (results.first ?? .nil, name) {
    case (.string(let bytes), .nil): return [WrittenFile(name: nil, bytes: bytes.bytes)]
    case (.string(let bytes), let name):
      return [WrittenFile(name: try self.name(name, at: "file name"), bytes: bytes.bytes)]
    case (.table(let list), .nil) where list.fields.isEmpty && list.others.isEmpty:
      return try self.files(in: list.array)
    default:
      let got = results.prefix(2).map(shownValue).joined(separator: " and ")
      throw problem(
        "write returned \(got.isEmpty ? "nothing" : got); expected the bytes of a file, bytes and a "
          + "file name, or a list of { name = \"…\", bytes = \"…\" }"
      )
    }
  }

  private func files(in list: [LuaValue]) throws(PluginProblem) -> [WrittenFile] {
    var files: [WrittenFile] = []
    for (index, value) in list.enumerated() {
      let place = "files[\(index + 1)]"
      let fields = try PluginFields(value, in: file.path, at: place)
      try fields.allowOnly(["name", "bytes"])
      guard case .string(let bytes) = fields.table["bytes"] else {
        throw fields.mismatch("bytes", "the bytes of the file")
      }
      let name = try self.name(fields.table["name"], at: "\(place).name")
      guard !files.contains(where: { $0.name == name }) else {
        throw problem("\(place).name: two files are called \"\(name)\"")
      }
      files.append(WrittenFile(name: name, bytes: bytes.bytes))
    }
    return files
  }

  /// A file's name, with which nothing outside the report's own folder can be reached.
  private func name(_ value: LuaValue, at place: String) throws(PluginProblem) -> String {
    guard case .string(let string) = value,
      let name = String(validating: string.bytes, as: UTF8.self), WrittenFile.isName(name)
    else {
      throw problem(
        "\(place): expected a file's name without a slash, that does not begin with a dot, "
          + "got \(shownValue(value))"
      )
    }
    return name
  }

  private func problem(_ message: String) -> PluginProblem {
    PluginProblem(file: file.path, message: message)
  }
}

@available(*, unavailable)
extension WriterPlugin: Sendable {}

/// A file that a writer made.
public struct WrittenFile: Hashable, Sendable {
  /// What the writer calls it; nil for a file that is called like the report's others.
  public var name: String?
  /// The content.
  public var bytes: [UInt8]

  /// Creates a file.
  public init(name: String?, bytes: [UInt8]) {
    self.name = name
    self.bytes = bytes
  }

  /// Whether a text can be the name of a file in a folder, and of no other place.
  public static func isName(_ name: String) -> Bool {
    (1...200).contains(name.utf8.count) && !name.utf8.starts(with: ".".utf8)
      && !name.hasSuffix(".tmp")
      && !name.unicodeScalars.contains { scalar in
        scalar == "/" || scalar == "\\" || scalar.properties.generalCategory == .control
      }
  }
}
