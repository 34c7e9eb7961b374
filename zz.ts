import { writeFileSync } from 'node:fs'
import { createSandbox } from '#lib/io/sandbox'
import { createFillPages } from '#lib/io/fill-pages'
import { exhibitPdf, type Sheet } from '#lib/io/exhibit-pdf'
const [,, path='', n='35']=process.argv
const sandbox=createSandbox()
const prepare:any=async(path:string,mediaType:string)=>({path,mediaType,source:'text',[Symbol.asyncDispose]:async()=>{}})
const fill=createFillPages({sandbox,prepare})
let t=performance.now(); const sheets:Sheet[]=[]
for await (const p of fill(path,{mediaType:'application/pdf',pages:Array.from({length:+n},(_,i)=>({page:i+1,fills:[[0.2,0.1,0.5,0.12]]}))})){ sheets.push({width:p.pageWidth,height:p.pageHeight,image:p.image,words:[],taken:[{box:[0.2,0.1,0.5,0.12],reason:'personal'}],stamp:'RING-E1 · '+p.page}); console.log(p.page,p.image.kind,p.image.bits,p.image.data.length,Math.round(performance.now()-t)) }
const pdf=Buffer.concat([...exhibitPdf('x',sheets)]); writeFileSync('/tmp/lead/ex.pdf',pdf); console.log('total',Math.round(performance.now()-t),'ms',pdf.length)
process.exit(0)
