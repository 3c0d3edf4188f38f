#!/usr/bin/env node
'use strict';
const { OpenAI, ...rest } = require('openai'), fs = require('fs');
var client = new OpenAI({ apiKey: process.env.OPENAI_API_KEY || fs.readFileSync('key', 'utf8').trim() });

function classify(text, options) {
  options = options || {};
  var messages = [{ role: 'system', content: 'Classify the ticket as ' + ['a', 'b'].join(' or ') + '.' }];
  messages.push({ role: 'user', content: text });
  if (options.verbose) options.log = function (line) { console.log(line) };
  return client.chat.completions.create(Object.assign({ model: 'gpt-4o', messages: messages }, options)).then(function (answer) {
    return answer.choices[0].message.content;
  }, null);
}
Service.prototype.run = function () { var self = this; self.count++; return classify.apply(self, arguments) };
function Service() { this.count = 0 }
module.exports = { classify, Service };
exports.version = require('./package.json').version;
if (require.main === module) classify(process.argv[2]).then(console.log);
