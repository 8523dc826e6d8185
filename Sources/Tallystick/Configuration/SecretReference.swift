/// Where a secret is; the configuration never holds one itself.
public enum SecretReference: Hashable, Sendable {
  /// A variable of the environment, or of `env_file`.
  case environment(String)
  /// A file that holds nothing else.
  case file(String)
}

extension SecretReference {
  /// Reads `{ env: NAME }` or `{ file: PATH }`.
  init(_ value: YAMLValue, in folder: WorkingFolder) throws(ConfigurationError) {
    let rule = "write { env: NAME } or { file: PATH }, never the secret itself"
    guard value.isMapping else {
      // What stands here may be the secret, so the message does not repeat it.
      throw value.error(rule)
    }
    let fields = try value.fields(["env", "file"])
    switch (fields["env"], fields["file"]) {
    case (let name?, nil): self = .environment(try name.text(expecting: "a variable's name"))
    case (nil, let path?): self = .file(folder.path(try path.text(expecting: "a file")))
    default: throw value.error(rule)
    }
  }
}
