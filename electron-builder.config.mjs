import { rm } from 'node:fs/promises';
import path from 'node:path';

// A release is packed from the official Electron that the electron package names. Where that cannot be downloaded,
// ELECTRON_PACK_DIST / ELECTRON_PACK_VERSION pack from another copy, to check the packing itself (scripts/dist.mjs).
const dist = process.env.ELECTRON_PACK_DIST;

/** @type {import('electron-builder').Configuration} */
export default {
  appId: 'org.dezero-studio.app',
  productName: 'DeZero Studio',
  directories: { output: 'dist', buildResources: 'resources' },
  ...(dist ? { electronDist: dist, electronVersion: process.env.ELECTRON_PACK_VERSION } : {}),
  files: [
    'out/main/**',
    'out/preload/**',
    'out/renderer/**',
    'package.json',
    'LICENSE',
    'THIRD-PARTY.md',
    '!out/**/*.map',
    '!**/node_modules/better-sqlite3/{src,deps,binding.gyp}',
    '!**/node_modules/better-sqlite3/prebuilds/!(${platform}-${arch}.node)',
    // A binary that scripts/build-sqlite.mjs compiled here would be taken before the prebuilt one, on every platform; it
    // belongs into a package only when that is packed from the stand-in.
    ...(dist ? [] : ['!**/node_modules/better-sqlite3/build']),
    '!**/node_modules/node-addon-api'
  ],
  // Beside the archive, as plain files: a teacher can look at lessons, and the engine process reads assets without Electron's archive.
  extraResources: [
    { from: 'lessons', to: 'lessons' },
    { from: 'out/assets', to: 'assets' }
  ],
  // A double click on a hand-in or a class pack opens its preview (src/main/app/opened-files.ts).
  fileAssociations: [
    {
      ext: 'dzrun',
      name: 'DeZero Studio run',
      description: 'A run of DeZero Studio, handed in as a file',
      mimeType: 'application/vnd.dezero-studio.run+zip',
      role: 'Viewer'
    },
    {
      ext: 'dzpack',
      name: 'DeZero Studio class pack',
      description: 'Lessons, presets and settings for a class, in one file',
      mimeType: 'application/vnd.dezero-studio.pack+zip',
      role: 'Viewer'
    }
  ],
  asar: true,
  asarUnpack: ['**/*.node'],
  npmRebuild: false,
  electronLanguages: ['en-US', 'ko'],
  electronFuses: {
    runAsNode: false,
    enableCookieEncryption: true,
    enableNodeOptionsEnvironmentVariable: false,
    enableNodeCliInspectArguments: false,
    enableEmbeddedAsarIntegrityValidation: true,
    onlyLoadAppFromAsar: true,
    loadBrowserProcessSpecificV8Snapshot: false,
    grantFileProtocolExtraPrivileges: false
  },
  afterPack: async ({ appOutDir, packager }) => {
    await rm(path.join(packager.getResourcesDir(appOutDir), 'default_app.asar'), { force: true });
  },
  linux: { target: ['tar.gz', 'AppImage', 'deb'], category: 'Education' },
  win: { target: ['nsis'] },
  nsis: { oneClick: true, perMachine: false },
  mac: { target: ['dmg'], category: 'public.app-category.education' }
};
