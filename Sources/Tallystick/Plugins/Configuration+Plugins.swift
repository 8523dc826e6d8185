import ReportScripting
public import UsagePlugins

extension Configuration {
  /// The folder of scripts, in which plug-ins are found.
  public var plugins: PluginFolder { folder.plugins }

  /// The folder of scripts beside a configuration's file, which need not exist.
  public static func plugins(beside file: String) -> PluginFolder {
    WorkingFolder(ofConfiguration: file).plugins
  }

  /// The formats that reports can be written in: the built-in ones, then the writers found.
  public var knownFormats: [ReportFormat] { folder.knownFormats }
}

extension WorkingFolder {
  /// The folder of scripts, in which plug-ins are found.
  var plugins: PluginFolder { PluginFolder(path: path("Scripts")) }

  /// The formats that reports can be written in: the built-in ones, then the writers found.
  var knownFormats: [ReportFormat] {
    ReportFormat.standard
      + plugins.files(of: .writer).files.map { ReportFormat(rawValue: $0.name) }
      .filter { $0.builtIn == nil }
  }
}
