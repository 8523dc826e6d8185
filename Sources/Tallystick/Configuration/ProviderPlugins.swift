import Foundation
import LuaHost
public import UsagePlugins
import UsageProviders

/// The platforms that plug-ins of a working folder add.
struct ProviderPlugins {
  private let files: [PluginFile]
  private let limits: LuaLimits
  /// What cannot be a plug-in at all.
  private let strange: [PluginProblem]

  /// Whether there is a folder of them, so that a name may be that of one.
  let hasFolder: Bool

  init(in folder: WorkingFolder, limits: LuaLimits) {
    let path = folder.path("Scripts/\(PluginKind.provider.rawValue)")
    hasFolder = FileManager.default.fileExists(atPath: path)
    let found = PluginFolder(path: folder.path("Scripts")).files(of: .provider)
    files = found.files
    strange = found.problems
    self.limits = limits
  }

  /// The names of all plug-ins.
  var names: [String] { files.map(\.name) }

  /// The built-in platforms, and the plug-ins that entries of `sources:` name.
  ///
  /// The others are not run, so that they cannot hinder what does not need them. A plug-in whose file is gone stands
  /// there as one that cannot be used, so that only its sources fail; what is nearly the name of another is a slip.
  func catalogue(for sources: [YAMLValue]) -> ProviderCatalogue {
    let named = sources.compactMap { source in
      try? source.entries().first { $0.key == "provider" }?.value.text()
    }
    let known = ProviderCatalogue.builtIn.all.map(\.name) + names
    guard hasFolder else { return ProviderCatalogue.builtIn }
    let missing = Set(named).subtracting(known).sorted().filter { name in
      PluginFolder.isName(name) && closestName(to: name, in: known) == nil
    }
    return ProviderCatalogue(
      ProviderCatalogue.builtIn.all
        + files.filter { named.contains($0.name) }.map { provider($0) }
        + missing.map { UnusableProvider(name: $0, problem: problem(ofMissing: $0)) }
    )
  }

  /// What to say of a plug-in that a source names and that is not among the files.
  private func problem(ofMissing name: String) -> PluginProblem {
    let file = Self.file(of: name)
    return strange.first { $0.file == file }
      ?? PluginProblem(
        file: file,
        message: "there is no such file, and no platform \"\(name)\" is built in; "
          + "put the file back, or take the sources with `provider: \(name)` out of tallystick.yaml"
      )
  }

  /// Where the plug-in of a platform is, as messages show it.
  static func file(of name: String) -> String {
    "Scripts/\(PluginKind.provider.rawValue)/\(name).lua"
  }

  /// A plug-in, or what stands in for one that cannot be loaded.
  private func provider(_ file: PluginFile) -> any Provider {
    do throws(PluginProblem) {
      var plugin = try ProviderPlugin(file)
      plugin.limits = limits
      return plugin
    } catch {
      return UnusableProvider(name: file.name, problem: error)
    }
  }

  /// What is wrong with any of the plug-ins, by file.
  var problems: [PluginProblem] {
    var problems = strange
    for file in files {
      guard ProviderCatalogue.builtIn.named(file.name) == nil else {
        problems.append(
          PluginProblem(
            file: file.path,
            message: "the platform \(file.name) is built in; give the file another name"
          )
        )
        continue
      }
      do throws(PluginProblem) {
        _ = try ProviderPlugin(file)
      } catch {
        problems.append(error)
      }
    }
    return problems.sorted { $0.file < $1.file }
  }
}

extension Configuration {
  /// What is wrong with sources whose platform's plug-in is gone, with the lines of the sources.
  public var missingProviders: [String] {
    let known = ProviderPlugins(in: folder, limits: limits).names
    return sources.compactMap { source in
      guard !known.contains(source.account.provider),
        let problem = providers.named(source.account.provider)?.problem
      else { return nil }
      return "\(place(ofLine: source.line)): source \(source.account.name): \(problem)"
    }
  }

  /// What is wrong with the platforms' plug-ins in the folder of the scripts, also with those that no source names.
  public var providerProblems: [PluginProblem] {
    ProviderPlugins(in: folder, limits: limits).problems
  }
}
