import Foundation
public import UsageProviders

/// Why a secret could not be had; it never holds one.
public struct SecretError: Error, Hashable, Sendable, CustomStringConvertible {
  /// What is missing or wrong, and what to do.
  public let description: String

  init(_ description: String) {
    self.description = description
  }
}

/// Fetches secrets from the environment and from files.
public struct SecretVault: Sendable {
  private let environment: [String: String]
  private let environmentFile: String?

  /// Creates a vault.
  ///
  /// - Parameters:
  ///   - environment: The process's environment.
  ///   - environmentFile: A file with `NAME=value` lines, for cron, which has no environment of the user's.
  public init(environment: [String: String], environmentFile: String? = nil) {
    self.environment = environment
    self.environmentFile = environmentFile
  }

  /// The secret that a reference names.
  public func secret(_ reference: SecretReference) throws(SecretError) -> Secret {
    switch reference {
    case .environment(let name):
      if let value = environment[name], !value.isEmpty { return Secret(value) }
      if let environmentFile, let value = try variables(in: environmentFile)[name],
        !value.isEmpty
      {
        return Secret(value)
      }
      let places =
        environmentFile.map { "neither the environment nor \($0) sets it" }
        ?? "the environment does not set it"
      throw SecretError("the variable \(name) is missing: \(places)")
    case .file(let path):
      let value = try content(of: path).trimmingCharacters(in: .whitespacesAndNewlines)
      guard !value.isEmpty else { throw SecretError("the secret file \(path) is empty") }
      let secret = Secret(value)
      guard !secret.hasControlCharacters else {
        throw SecretError(
          "the secret file \(path) holds a line break or another control character; "
            + "put nothing but the credential into it"
        )
      }
      return secret
    }
  }

  private func variables(in path: String) throws(SecretError) -> [String: String] {
    var variables: [String: String] = [:]
    for line in try content(of: path).split(whereSeparator: \.isNewline) {
      var text = line.trimmingCharacters(in: .whitespaces)
      if text.isEmpty || text.hasPrefix("#") { continue }
      if text.hasPrefix("export ") { text = String(text.dropFirst(7)) }
      guard let sign = text.firstIndex(of: "=") else { continue }
      var value = text[text.index(after: sign)...].trimmingCharacters(in: .whitespaces)
      for quote in ["\"", "'"]
      where value.count >= 2 && value.hasPrefix(quote) && value.hasSuffix(quote) {
        value = String(value.dropFirst().dropLast())
        break
      }
      variables[String(text[..<sign]).trimmingCharacters(in: .whitespaces)] = value
    }
    return variables
  }

  /// A file's text, if nobody else may read or change it.
  private func content(of path: String) throws(SecretError) -> String {
    var status = stat()
    guard stat(path, &status) == 0 else {
      throw SecretError("the secret file \(path) is missing")
    }
    guard status.st_mode & S_IFMT == S_IFREG else {
      throw SecretError("the secret file \(path) is no plain file")
    }
    guard status.st_mode & 0o037 == 0 else {
      let mode = String(status.st_mode & 0o777, radix: 8)
      throw SecretError(
        "the secret file \(path) is open to others (mode \(mode)); run: chmod 600 \(path)"
      )
    }
    guard let data = FileManager.default.contents(atPath: path), data.count <= 1 << 20 else {
      throw SecretError("the secret file \(path) cannot be read")
    }
    return String(decoding: data, as: UTF8.self)
  }
}
