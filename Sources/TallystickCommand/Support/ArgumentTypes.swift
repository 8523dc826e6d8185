public import ArgumentParser
public import Tallystick
public import UsageFiles
public import UsageModel

/// A moment on the command line.
struct Moment: ExpressibleByArgument {
  let timestamp: Timestamp

  init(_ timestamp: Timestamp) {
    self.timestamp = timestamp
  }

  var defaultValueDescription: String { timestamp.description }

  init?(argument: String) {
    guard let timestamp = Timestamp(rfc3339: argument) else { return nil }
    self.timestamp = timestamp
  }
}

extension Period: ExpressibleByArgument {
  /// Reads a period.
  public init?(argument: String) {
    self.init(argument)
  }
}

extension Month: ExpressibleByArgument {
  /// Reads a month.
  public init?(argument: String) {
    self.init(argument)
  }
}

/// `K=V` on the command line.
struct NamedValue: ExpressibleByArgument {
  let name: String
  let value: String

  init?(argument: String) {
    guard let sign = argument.firstIndex(of: "="), sign != argument.startIndex else { return nil }
    name = String(argument[..<sign])
    value = String(argument[argument.index(after: sign)...])
  }
}

/// Formats on the command line: `html`, `markdown` or the names of writers, with commas between them.
struct FormatList: ExpressibleByArgument {
  let formats: [ReportFormat]

  init?(argument: String) {
    formats = argument.split(separator: ",", omittingEmptySubsequences: false)
      .map { ReportFormat(rawValue: String($0)) }
  }

  /// Throws where a format is not among those that there are.
  func check(in configuration: Configuration) throws(CommandFailure) {
    let known = configuration.knownFormats
    for format in formats where !known.contains(format) {
      let near = closestName(to: format.rawValue, in: known.map(\.rawValue))
        .map { "; did you mean \"\($0)\"?" }
      throw CommandFailure(
        .usage,
        "--format: expected \(known.namesWithOr), got \"\(format.rawValue)\"\(near ?? "")"
      )
    }
  }
}

/// Dimensions on the command line: `app,provider`.
struct DimensionList {
  let dimensions: [UsageDimension]

  init(_ dimensions: [UsageDimension]) {
    self.dimensions = dimensions
  }

  init(argument: String) throws {
    let names = argument.split(separator: ",", omittingEmptySubsequences: false)
    dimensions = try names.map { try UsageDimension(argument: String($0)) }
  }
}

extension UsageDimension {
  /// The dimension that a word on the command line names.
  init(argument: String) throws {
    guard let dimension = UsageDimension(name: argument) else {
      let names = Self.named.map(\.name)
      let hint =
        closestName(to: argument, in: names).map { "did you mean \"\($0)\"?" }
        ?? "there are \(names.joined(separator: ", ")) and tag.NAME"
      throw ValidationError("unknown dimension \"\(argument)\"; \(hint)")
    }
    self = dimension
  }
}

extension UsageFilter.Condition {
  /// The condition that `dim=values` on the command line states.
  init(argument: NamedValue) throws {
    let patterns = argument.value.split(separator: " ").map { UsageFilter.Pattern(String($0)) }
    self.init(
      try UsageDimension(argument: argument.name),
      anyOf: patterns.isEmpty ? [UsageFilter.Pattern("")] : patterns
    )
  }
}

// Its raw values are what the documentation calls the views.
extension CostView: ExpressibleByArgument {}

/// How long to wait, on the command line.
struct Patience: ExpressibleByArgument {
  let duration: Duration

  init?(argument: String) {
    guard let duration = Duration(setting: argument) else { return nil }
    self.duration = duration
  }
}

extension Configuration.FailOn: ExpressibleByArgument {}

extension LogStyle: ExpressibleByArgument {}

extension FOCUSVersion: ExpressibleByArgument {}
