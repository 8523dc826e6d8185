// Foundation's `NSString.deletingLastPathComponent` traps on a name of one letter (Swift 6.3, Linux).
extension String {
  /// The path of the folder that a file is in; empty for a bare name.
  var folderOfFile: String {
    guard let slash = lastIndex(of: "/") else { return "" }
    let folder = self[..<slash]
    return folder.isEmpty ? "/" : String(folder)
  }

  /// The name of a file without its folder and its extension.
  var nameOfFile: String {
    let name = lastIndex(of: "/").map { self[index(after: $0)...] } ?? self[...]
    return String(name.lastIndex(of: ".").map { name[..<$0] } ?? name)
  }
}
