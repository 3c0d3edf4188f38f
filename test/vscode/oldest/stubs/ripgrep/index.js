// Stand-in: the real one downloads its binary when it is installed; the newest editor's package has it in it.
const path = require('node:path');
exports.rgPath = path.join(__dirname, '../../../node_modules/@vscode/ripgrep-universal/bin', `${process.platform}-${process.arch}`, 'rg');
