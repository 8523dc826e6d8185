extension LuaLibrary {
  /// The library as a LuaLS definition file, so that an editor completes and explains every name.
  ///
  /// Lua with annotations; nothing in it does anything.
  public var stubs: String { "---@meta\n\n" + definitions }

  /// The definitions alone, for a file that has others.
  package var definitions: String {
    var lines: [String] = []
    for global in globals {
      let members = entries.filter { $0.name.module == global }
      if members.isEmpty {
        for entry in entries where entry.name.full == global { lines += entry.stub(in: nil) }
      } else {
        lines += ["---@class \(global)"]
        for entry in members { lines += entry.field }
        lines += ["\(global) = {}", ""]
        for entry in members { lines += entry.stub(in: global) }
      }
    }
    return lines.joined(separator: "\n")
  }
}

extension LuaLibrary.Entry {
  /// The line of a module's value in the module's class; nothing for a function.
  fileprivate var field: [String] {
    guard case .value(let type, _) = content else { return [] }
    let end = summary.isEmpty ? "" : " " + summary.onOneLine
    return ["---@field \(name.last) \(type.union)\(end)"]
  }

  /// The definition; nothing for a module's value, which is a field of it.
  fileprivate func stub(in module: String?) -> [String] {
    let comment = summary.isEmpty ? [] : ["---" + summary.onOneLine]
    switch content {
    case .value(let type, _):
      guard module == nil else { return [] }
      return comment + ["---@type \(type.union)", "\(name.full) = nil", ""]
    case .function(let signature, _):
      return comment + signature.annotations
        + ["function \(name.full)(\(signature.shownNames.joined(separator: ", "))) end", ""]
    }
  }
}

extension LuaSignature {
  /// The names of the parameters, or what stands for them.
  fileprivate var shownNames: [String] {
    types.indices.map { names.indices.contains($0) ? names[$0] : "argument\($0 + 1)" }
  }

  /// What an editor is told of the parameters and the result.
  fileprivate var annotations: [String] {
    let parameters = zip(shownNames, types.indices).map { name, index in
      let mark = isOptional(index) ? "?" : ""
      let type = isOptional(index) ? types[index].annotation : types[index].union
      return "---@param \(name)\(mark) \(type)"
    }
    return parameters + (result.map { ["---@return \($0.union)"] } ?? [])
  }
}

extension String {
  /// The text without line ends, which would end a comment.
  fileprivate var onOneLine: String {
    split(whereSeparator: \.isNewline).joined(separator: " ")
  }
}
