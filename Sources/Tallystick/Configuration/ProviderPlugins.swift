import LuaHost
public import UsagePlugins
import UsageProviders

/// The platforms that plug-ins of a working folder add.
struct ProviderPlugins {
  private let files: [PluginFile]
  private let limits: LuaLimits
  /// What cannot be a plug-in at all.
  private let strange: [PluginProblem]

  init(in folder: WorkingFolder, limits: LuaLimits) {
    let found = PluginFolder(path: folder.path("Scripts")).files(of: .provider)
    files = found.files
    strange = found.problems
    self.limits = limits
  }

  /// The names of all plug-ins.
  var names: [String] { files.map(\.name) }

  /// The built-in platforms, and the plug-ins that entries of `sources:` name.
  ///
  /// The others are not run, so that they cannot hinder what does not need them.
  func catalogue(for sources: [YAMLValue]) -> ProviderCatalogue {
    let named = sources.compactMap { source in
      try? source.entries().first { $0.key == "provider" }?.value.text()
    }
    return ProviderCatalogue(
      ProviderCatalogue.builtIn.all
        + files.filter { named.contains($0.name) }.map { provider($0) }
    )
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
  /// What is wrong with the platforms' plug-ins in the folder of the scripts, also with those that no source names.
  public var providerProblems: [PluginProblem] {
    ProviderPlugins(in: folder, limits: limits).problems
  }
}
